// SPDX-License-Identifier: AGPL-3.0-or-later

import type { Notify } from '../../engine/events.ts'
import { sentenceOf } from '../../engine/sentences.ts'
import type { Call, Command } from '../../options/command.ts'
import { newSecret } from '../../page/gate.ts'
import { Log } from '../../page/log.ts'
import { Predecessor } from '../../update/handover.ts'
import { readInstallation } from '../../update/installation.ts'
import { tryVersion } from '../../update/try-version.ts'
import { Versions } from '../../update/versions.ts'
import { version } from '../../version.ts'
import { visibleLine } from '../../visible.ts'
import { runOptions } from './run-options.ts'
import { isWithoutAccount, watchFiles } from './watch-files.ts'
import { runWatch, type WatchRun } from './watch-run.ts'

export const watch: Command = {
  name: 'watch',
  takes: '[PATH...]',
  summary: 'send changes to the server as they happen',
  details: `PATH is a folder of the tablet or the desktop app; without it, the folder of the desktop app on this computer.
Sends what isn't on the server yet, then waits for changes until you press Ctrl-C. What was sent is remembered, so that
a restart sends nothing twice. "rmirror open" shows how it is doing.`,
  options: { ...runOptions, vault: true, port: true, tray: true, foreground: true, 'auto-update': true },
  run,
}

async function run(call: Call): Promise<number> {
  if (call.values.vault && (await isWithoutAccount(call))) {
    await watchFiles(call, notifierOf(call.terminal.warn, call.values.debug === true))
    return 0
  }
  const watching = setUp(call)
  for (;;) {
    const { prepared, askFile } = await runWatch(watching)
    if (!prepared) return 0
    const status = await tryVersion(prepared, {
      ...{ ...watching, askFile, base: baseOf(watching) },
      isService: process.env.RMIRROR_AGENT_SERVICE !== undefined,
    })
    if (status !== undefined) return status
  }
}

function setUp(call: Call): WatchRun {
  const log = new Log()
  const say = notifierOf(call.terminal.warn, call.values.debug === true)
  const predecessor = Predecessor.ofThisProcess()
  const quitting = new AbortController()
  const stop = AbortSignal.any([call.signal, quitting.signal, ...(predecessor ? [predecessor.stop] : [])])
  // The older version prints this on the terminal.
  void predecessor?.accepted.then(() => log.hear({ kind: 'updated', version }))
  return {
    ...{
      call,
      log,
      stop,
      quit: () => quitting.abort(new Error('told to quit')),
      predecessor,
      pageSecret: predecessor?.pageSecret ?? newSecret(),
    },
    ...{ installation: readInstallation(), versions: new Versions() },
    notify(event) {
      log.hear(event)
      say(event)
      // The server has accepted a manifest, which is enough to count as healthy, however long the round takes.
      if (event.kind === 'announced') predecessor?.sayHealthy()
    },
  }
}

const baseOf = ({ installation }: WatchRun) =>
  (installation.kind === 'checkout' ? undefined : installation.base) ?? version

/** Prints one line per event, with the time. */
export function notifierOf(write: (line: string) => void, isDebugging: boolean): Notify {
  return (event) => {
    const sentence = sentenceOf(event)
    if (!sentence || (sentence.isDetail && !isDebugging)) return
    write(`${new Date().toLocaleTimeString('en-GB')} ${visibleLine(sentence.text)}`)
    if (event.kind !== 'failed' || !isDebugging || !(event.error instanceof Error)) return
    for (const line of (event.error.stack ?? '').split('\n')) write(line)
  }
}
