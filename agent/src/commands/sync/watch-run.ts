// SPDX-License-Identifier: AGPL-3.0-or-later
// One run of a watch with its sources, memory and page, until it is stopped or a newer version takes over.
import { existsSync, watch as watchFile, writeFileSync } from 'node:fs'
import type { Notify } from '../../engine/events.ts'
import { copyMemory, settleCopy } from '../../engine/memory-copy.ts'
import { Planning } from '../../engine/plan.ts'
import { RoundTimer } from '../../engine/round-timer.ts'
import { type Run, retryPolicies, startRun } from '../../engine/start.ts'
import { stateReporter } from '../../engine/state-report.ts'
import { keepVaults, type VaultTools } from '../../engine/vaults/of-account.ts'
import { watchSources } from '../../engine/watch.ts'
import { CommandError } from '../../errors.ts'
import type { Call } from '../../options/command.ts'
import { takeCode } from '../../page/codes.ts'
import type { Log } from '../../page/log.ts'
import { type Contents, contentsOf, type PageWorld, pageRoutes } from '../../page/routes.ts'
import { type LocalPage, servePage } from '../../page/server.ts'
import type { Predecessor } from '../../update/handover.ts'
import type { Installation } from '../../update/installation.ts'
import type { Prepared } from '../../update/prepare.ts'
import { Updates } from '../../update/updates.ts'
import type { Versions } from '../../update/versions.ts'
import { runOptionsOf, vaultsOf } from './run-options.ts'
import { shownTray } from './watch-tray.ts'

export interface WatchRun {
  call: Call
  log: Log
  notify: Notify
  stop: AbortSignal
  /** Aborts `stop`. */
  quit(): void
  /** Secret that identifies the page's browsers. */
  pageSecret: string
  installation: Installation
  versions: Versions
  predecessor: Predecessor | undefined
}

export interface RunEnd {
  /** The newer version that takes over. */
  prepared: Prepared | undefined
  askFile: string
}

const defaultPort = 9090

export async function runWatch(run: WatchRun): Promise<RunEnd> {
  const { call, notify, stop, predecessor } = run
  const ending = new AbortController()
  const end = () => ending.abort(stop.reason)
  if (stop.aborted) end()
  else stop.addEventListener('abort', end, { once: true })
  using started = await startRun({
    ...runOptionsOf(call),
    ...{ retryPolicy: retryPolicies.watch, signal: ending.signal, notify, isOnTrial: !!predecessor },
    mayLackSources: vaultsOf(call).length > 0,
  })
  if (!started) throw new CommandError('rmirror runs for this account already. Stop it first, or leave it to that one.')
  void predecessor?.accepted.then(() => settleCopy(started.files.memory))
  try {
    const prepared = await watchUntilUpdate(run, started)
    if (prepared) copyMemory(started.tools.memory, started.files.memory)
    return { prepared, askFile: started.files.update }
  } finally {
    stop.removeEventListener('abort', end)
    ending.abort(new Error('the run is over'))
  }
}

async function watchUntilUpdate(run: WatchRun, started: Run): Promise<Prepared | undefined> {
  const { notify, predecessor, installation, versions, call } = run
  const { tools, files, connection } = started
  const { memory } = tools
  using _held = versions.hold()
  const folders = vaultsOf(call)
  notify({ kind: 'started', server: connection.server, sources: tools.sources, vaults: folders })
  const wake = new RoundTimer()
  const planning = new Planning(() => wake.startNow())
  await using updates = new Updates({
    ...{ server: connection.server, memory, installation, versions, notify },
    ...{ isAutomatic: call.values['auto-update'] === true, askFile: files.update },
    ...{ now: tools.now, wake: () => wake.startNow() },
  })
  using _calls = watchRequests(files.call, () => {
    updates.handleRequests()
    wake.startNow()
  })
  let contents: Contents | undefined
  await using page = await shownPage(run, started, {
    contents: () => contents,
    wake: () => wake.startNow(),
    plan: () => planning.ask(),
    updates,
  })
  memory.setFact('page-port', page && String(page.port))
  using tray = shownTray(run, started, { port: page?.port, wake: () => wake.startNow() })
  const report = stateReporter(tools, tools.connect)
  await using _vaults = keptVaults({ ...tools, folders })
  await watchSources({
    ...tools,
    ...{ wake, planning },
    async report(problem) {
      tray?.refresh()
      await report(problem)
    },
    found(library) {
      contents = contentsOf(library)
    },
    shouldContinue() {
      tray?.refresh()
      if (!updates.isPrepared) updates.look()
      return !updates.isPrepared
    },
    onIdle: () => predecessor?.sayHealthy(),
  })
  return updates.take()
}

/** They are kept up to date until this is disposed. */
function keptVaults(tools: VaultTools): AsyncDisposable {
  const ending = new AbortController()
  const kept = keepVaults({ ...tools, stop: AbortSignal.any([tools.stop, ending.signal]) })
  return {
    async [Symbol.asyncDispose]() {
      ending.abort(new Error('the run is over'))
      await kept
    },
  }
}

/** Calls `heed` whenever another process touches the file. */
function watchRequests(file: string, handleRequests: () => void): Disposable {
  if (!existsSync(file)) writeFileSync(file, '')
  const calls = watchFile(file, handleRequests)
  return { [Symbol.dispose]: () => calls.close() }
}

/** Undefined if it is switched off or the port is in use; the run works without the page. */
async function shownPage(
  { call: { values }, log, notify, pageSecret }: WatchRun,
  { tools: { memory, connect }, files, connection }: Run,
  world: Pick<PageWorld, 'contents' | 'wake' | 'plan' | 'updates'>,
): Promise<LocalPage | undefined> {
  const port = values.foreground ? 0 : (values.port ?? defaultPort)
  if (port === 0) return undefined
  const { server, credential } = connection
  try {
    return await servePage({
      port,
      secret: pageSecret,
      folder: `${import.meta.dirname}/page`,
      routes: pageRoutes({ ...world, server, memory, log, connect, email: credential.email }),
      takeCode: (code) => takeCode(files.code, code),
    })
  } catch (error) {
    notify({ kind: 'no-page', port, reason: error instanceof Error ? error.message : String(error) })
    return undefined
  }
}
