// SPDX-License-Identifier: AGPL-3.0-or-later
import { writeFileSync } from 'node:fs'
import { connect, troubleFrom } from '../account/connection.ts'
import type { Call, Command, ExitStatus } from '../command.ts'
import { Memory } from '../engine/memory.ts'
import { setPause } from '../engine/pause.ts'
import { planRound } from '../engine/plan.ts'
import { runRound } from '../engine/round.ts'
import { planSentence } from '../engine/sentences.ts'
import { type Run, startRun } from '../engine/start.ts'
import { accountOf, stateFiles } from '../engine/state-folder.ts'
import { Trouble } from '../errors.ts'
import { runOptions, runOptionsOf } from './run-options.ts'
import { teller } from './watch.ts'

export const sync: Command = {
  name: 'sync',
  takes: '[PATH...]',
  summary: 'send changes to the server once, now',
  details: `Does what "rmirror watch" does, once. Where that is running, it is told to look now instead. A pause ends.`,
  options: { ...runOptions, 'allow-deletions': true, 'dry-run': true },
  run,
}

async function run(call: Call): Promise<ExitStatus> {
  const { values, terminal } = call
  let failures = 0
  let changes = 0
  const tell = teller(terminal.warn, values.debug === true)
  using started = await startRun({
    ...runOptionsOf(call),
    tell(event) {
      if (['source-lost', 'unreadable', 'failed'].includes(event.kind)) failures++
      if (event.kind === 'announced' || event.kind === 'page') changes++
      if (event.kind === 'page' && event.outcome.kind === 'failed') failures++
      tell(event)
    },
  })
  if (!started && values['dry-run'])
    throw new Trouble('"rmirror watch" is running. Its page shows what would be sent: "rmirror open".')
  if (!started) return callWatch(values, terminal.print)
  const { tools, connection } = started
  if (values['dry-run']) return await sayPlan(started, terminal.print)
  setPause(tools.memory, undefined)
  if (values['allow-deletions']) tools.memory.setFact('allowed-deletions', '1')
  try {
    await runRound(tools, new Map())
  } catch (error) {
    throw troubleFrom(error, connection)
  }
  if (changes === 0 && failures === 0) await terminal.print('Everything is up to date.\n')
  return failures > 0 ? 1 : 0
}

async function sayPlan({ tools, connection }: Run, print: Call['terminal']['print']): Promise<ExitStatus> {
  try {
    await print(`${planSentence(await planRound(tools))}\n`)
    return 0
  } catch (error) {
    throw troubleFrom(error, connection)
  }
}

async function callWatch(values: Call['values'], print: Call['terminal']['print']): Promise<ExitStatus> {
  const { server, credential } = await connect(values.server)
  const files = stateFiles(server, accountOf(credential.token))
  const { memory } = Memory.open(files.memory)
  setPause(memory, undefined)
  if (values['allow-deletions']) memory.setFact('allowed-deletions', '1')
  memory.close()
  writeFileSync(files.call, new Date().toISOString())
  await print('"rmirror watch" is running, and looks now.\n')
  return 0
}
