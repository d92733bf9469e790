// SPDX-License-Identifier: AGPL-3.0-or-later
import { existsSync, watch as watchFile, writeFileSync } from 'node:fs'
import type { Library } from '@rmirror/shared/library'
import { printable } from '../account/printable.ts'
import type { Call, Command, ExitStatus } from '../command.ts'
import { Alarm } from '../engine/alarm.ts'
import type { Tell } from '../engine/events.ts'
import { Planning } from '../engine/plan.ts'
import { sentenceOf } from '../engine/sentences.ts'
import { type Run, startRun } from '../engine/start.ts'
import { stateReporter } from '../engine/state-report.ts'
import { watchSources } from '../engine/watch.ts'
import { Trouble } from '../errors.ts'
import { takeCode } from '../page/codes.ts'
import { Log } from '../page/log.ts'
import { pageRoutes } from '../page/routes.ts'
import { type LocalPage, servePage } from '../page/server.ts'
import { runOptions, runOptionsOf } from './run-options.ts'

export const watch: Command = {
  name: 'watch',
  takes: '[PATH...]',
  summary: 'send changes to the server as they happen',
  details: `PATH is a folder of the tablet or the desktop app; without it, the folder of the desktop app on this computer.
Sends what isn't on the server yet, then waits for changes until you press Ctrl-C. What was sent is remembered, so that
a restart sends nothing twice. "rmirror open" shows how it is doing.`,
  options: { ...runOptions, port: true, foreground: true },
  run,
}

const usualPort = 9090

async function run(call: Call): Promise<ExitStatus> {
  const log = new Log()
  const say = teller(call.terminal.warn, call.values.debug === true)
  const tell: Tell = (event) => {
    log.hear(event)
    say(event)
  }
  using started = await startRun({ ...runOptionsOf(call), tell })
  if (!started) throw new Trouble('rmirror runs for this account already. Stop it first, or leave it to that one.')
  const { tools, files, connection } = started
  tell({ kind: 'started', server: connection.server, sources: tools.sources })
  const wake = new Alarm()
  if (!existsSync(files.call)) writeFileSync(files.call, '')
  const planning = new Planning(() => wake.call())
  const calls = watchFile(files.call, () => wake.call())
  let library: Library | undefined
  await using page = await shownPage(call, started, { log, tell, wake, planning, library: () => library })
  tools.memory.setFact('page-port', page && String(page.port))
  try {
    const found = (all: Library) => {
      library = all
    }
    await watchSources({ ...tools, found, wake, planning, report: stateReporter(tools, tools.connect) })
  } finally {
    calls.close()
  }
  return 0
}

interface Shown {
  log: Log
  tell: Tell
  wake: Alarm
  planning: Planning
  library(): Library | undefined
}

/** Undefined: it was told to show none, or the port is in use; the run needs no page. */
async function shownPage(
  { values }: Call,
  { tools: { memory, connect }, files, connection }: Run,
  { log, tell, wake, planning, library }: Shown,
): Promise<LocalPage | undefined> {
  const port = values.foreground ? 0 : (values.port ?? usualPort)
  if (port === 0) return undefined
  const { server, credential } = connection
  const world = {
    ...{ server, memory, log, connect, library },
    email: credential.email,
    wake: () => wake.call(),
    plan: () => planning.ask(),
  }
  try {
    return await servePage({
      port,
      folder: `${import.meta.dirname}/page`,
      routes: pageRoutes(world),
      takeCode: (code) => takeCode(files.code, code),
    })
  } catch (error) {
    tell({ kind: 'no-page', port, reason: error instanceof Error ? error.message : String(error) })
    return undefined
  }
}

/** One line each, with the time. */
export function teller(write: (line: string) => void, isDebugging: boolean): Tell {
  return (event) => {
    const sentence = sentenceOf(event)
    if (!sentence || (sentence.isDetail && !isDebugging)) return
    write(`${new Date().toLocaleTimeString('en-GB')} ${printable(sentence.text)}`)
    if (event.kind === 'failed' && isDebugging && event.error instanceof Error) write(event.error.stack ?? '')
  }
}
