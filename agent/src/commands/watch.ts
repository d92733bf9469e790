// SPDX-License-Identifier: AGPL-3.0-or-later
import { existsSync, watch as watchFile, writeFileSync } from 'node:fs'
import { printable } from '../account/printable.ts'
import type { Call, Command, ExitStatus } from '../command.ts'
import { Alarm } from '../engine/alarm.ts'
import type { Tell } from '../engine/events.ts'
import { sentenceOf } from '../engine/sentences.ts'
import { startRun } from '../engine/start.ts'
import { stateReporter } from '../engine/state-report.ts'
import { watchSources } from '../engine/watch.ts'
import { Trouble } from '../errors.ts'
import { runOptions, runOptionsOf } from './run-options.ts'

export const watch: Command = {
  name: 'watch',
  takes: '[PATH...]',
  summary: 'send changes to the server as they happen',
  details: `PATH is a folder of the tablet or the desktop app; without it, the folder of the desktop app on this computer.
Sends what isn't on the server yet, then waits for changes until you press Ctrl-C. What was sent is remembered, so that
a restart sends nothing twice.`,
  options: runOptions,
  run,
}

async function run(call: Call): Promise<ExitStatus> {
  const tell = teller(call.terminal.warn, call.values.debug === true)
  using started = await startRun({ ...runOptionsOf(call), tell })
  if (!started) throw new Trouble('rmirror runs for this account already. Stop it first, or leave it to that one.')
  const { tools, files, connection } = started
  tell({ kind: 'started', server: connection.server, sources: tools.sources })
  const wake = new Alarm()
  if (!existsSync(files.call)) writeFileSync(files.call, '')
  const calls = watchFile(files.call, () => wake.call())
  try {
    await watchSources({ ...tools, wake, report: stateReporter(tools, tools.connect) })
  } finally {
    calls.close()
  }
  return 0
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
