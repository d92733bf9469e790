// SPDX-License-Identifier: AGPL-3.0-or-later
import { writeFileSync } from 'node:fs'
import { commandErrorFrom, connect } from '../../account/connection.ts'
import type { Event } from '../../engine/events.ts'
import { Memory } from '../../engine/memory.ts'
import { setPause } from '../../engine/pause.ts'
import { planRound, waitingPages } from '../../engine/plan.ts'
import { runRound } from '../../engine/round.ts'
import { planSentence } from '../../engine/sentences.ts'
import { type Run, retryPolicies, startRun } from '../../engine/start.ts'
import { accountOf, stateFiles } from '../../engine/state-folder.ts'
import { CommandError } from '../../errors.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { runOptions, runOptionsOf } from './run-options.ts'
import { notifierOf } from './watch.ts'

export const sync: Command = {
  name: 'sync',
  takes: '[PATH...]',
  summary: 'send changes to the server once, now',
  details: `Does what "rmirror watch" does, once. Where that is running, it is told to look now instead. A pause ends.`,
  options: {
    ...runOptions,
    ...{ 'allow-deletions': true, 'dry-run': true, json: 'one JSON object about what was done, or would be' },
  },
  run,
}

/** Counts what a round did, from its events. */
class Done {
  /** Notebooks and folders announced as present, and those announced as deleted. */
  notebooks = 0
  deleted = 0
  /** Number of pages. */
  sent = 0
  deferred = 0
  /** Pages, files and sources that failed. */
  failures = 0
  #pages = 0

  hear(event: Event): void {
    if (['source-lost', 'unreadable', 'failed'].includes(event.kind)) this.failures++
    if (event.kind === 'announced') {
      this.notebooks += event.notebooks
      this.deleted += event.deleted
    }
    if (event.kind === 'page') this.#pages++
    if (event.kind === 'done') {
      this.sent += event.sent
      this.deferred += event.deferred
      this.failures += event.failed
    }
  }

  get isNothing(): boolean {
    return this.notebooks + this.deleted + this.#pages + this.failures === 0
  }
}

async function run(call: Call): Promise<ExitStatus> {
  const { values, terminal } = call
  const done = new Done()
  const notify = notifierOf(terminal.warn, values.debug === true)
  using started = await startRun({
    ...runOptionsOf(call),
    retryPolicy: retryPolicies.sync,
    notify(event) {
      done.hear(event)
      notify(event)
    },
  })
  if (!started && values['dry-run'])
    throw new CommandError('"rmirror watch" is running. Its page shows what would be sent: "rmirror open".')
  if (!started) return callWatch(call)
  const { tools, connection } = started
  if (values['dry-run']) return await sayPlan(started, call)
  setPause(tools.memory, undefined)
  if (values['allow-deletions']) tools.memory.setFact('allowed-deletions', '1')
  try {
    await runRound(tools, new Map())
  } catch (error) {
    throw commandErrorFrom(error, connection)
  }
  const { notebooks, deleted, sent, deferred, failures } = done
  if (values.json) await terminal.print(json({ notebooks, deleted, sent, deferred, failures }))
  else if (done.isNothing) await terminal.print('Everything is up to date.\n')
  return failures > 0 ? 1 : 0
}

const json = (value: object) => `${JSON.stringify(value)}\n`

async function sayPlan({ tools, connection }: Run, { values, terminal }: Call): Promise<ExitStatus> {
  try {
    const plan = await planRound(tools)
    const { changed, pages, gone, excluded } = plan
    const result = { changed, pages, waiting: waitingPages(plan), gone, excluded }
    await terminal.print(values.json ? json(result) : `${planSentence(plan)}\n`)
    return 0
  } catch (error) {
    throw commandErrorFrom(error, connection)
  }
}

async function callWatch({ values, terminal }: Call): Promise<ExitStatus> {
  const { server, credential } = await connect(values.server)
  const files = stateFiles(server, accountOf(credential.token))
  const { memory } = Memory.open(files.memory)
  setPause(memory, undefined)
  if (values['allow-deletions']) memory.setFact('allowed-deletions', '1')
  memory.close()
  writeFileSync(files.call, new Date().toISOString())
  await terminal.print(values.json ? json({ called: true }) : '"rmirror watch" is running, and looks now.\n')
  return 0
}
