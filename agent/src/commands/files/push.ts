// SPDX-License-Identifier: AGPL-3.0-or-later
import { capacityProblemOf, type Pushed, type PushedPage, pushLibrary } from '@rmirror/shared/api'
import { completeRepairs, type Library, type Notebook } from '@rmirror/shared/library'
import { readBookOf, repairsOf, uploadTools } from '@rmirror/shared/workshop'
import { displayDrawer } from '@rmirror/shared/workshop/exports'
import { commandErrorFrom, connect } from '../../account/connection.ts'
import { UsageError } from '../../errors.ts'
import { joinLibraries, readInput } from '../../inputs.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'
import { PushReport } from '../../push/report.ts'
import { awaitTranscription, keyOf } from '../../push/transcription.ts'
import { type Asking, pagesInWork, transcriptionStatus } from '../../push/transcription-status.ts'
import { RenewedCore } from '../../workers/core.ts'
import { openPool } from '../../workers/threads.ts'

export const push: Command = {
  name: 'push',
  takes: 'PATH...',
  summary: 'send changed pages to the server',
  details: `PATH is a folder of the tablet or the desktop app, a notebook or a page. Names, order, typed text and highlights are
sent in one request, then the images of pages that the server doesn't have. After an interruption, push again: only
what is missing is sent.`,
  options: {
    whole: true,
    wait: true,
    ...serverOptions,
    json: 'one JSON object per page and line; with --wait, another one with its text once it is transcribed',
  },
  notes: 'Instead of a login, RMIRROR_TOKEN and RMIRROR_SERVER can be set.',
  run,
}

/** Uploads wait for the network, so there are more of them than threads that draw. */
const perThread = 3

const openDedicatedPool = async () => openPool(1)

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  if (positionals.length === 0) throw new UsageError('push needs a path')
  const connection = await connect(values.server)
  const report = new PushReport(terminal, values.json === true)
  const pool = openPool()
  const sent: PushedPage[] = []
  try {
    const { library, isComplete } = await read(positionals, report, signal)
    const pushed = await pushLibrary(library, {
      api: connection.api,
      scope: values.whole && isComplete ? 'library' : 'notebooks',
      concurrency: pool.size * perThread,
      signal,
      ...uploadTools(pool, {}, openDedicatedPool),
      openDrawer: (notebook) => displayDrawer(notebook, { pool, openDedicatedPool, signal }),
      readBook: (notebook) => readBookOf(notebook, { openDedicatedPool, signal }),
      repair: async (notebooks, stateOf) => {
        await completeRepairs(notebooks, stateOf, (...marked) => repairsOf(...marked, { openDedicatedPool, signal }))
      },
      onRead: () => report.wasRead(),
      onWanted: (pages, displays) => report.expectSending(pages + displays),
      onDisplay: (page, outcome) => report.reportDisplay(page, outcome),
      onOutcome: (page, outcome) => {
        if (outcome.kind === 'sent') sent.push(page)
        report.reportPage(page, outcome)
      },
    })
    await report.sum(pushed, values.whole === true)
    const asking = { api: connection.api, signal }
    if (values.wait)
      await waitForText(library.notebooks, sent, pushed, { ...asking, withText: values.json === true }, report)
    // A push without changes makes no further requests.
    else if (sent.length > 0 && pushed.quota?.has_reader && !values.json)
      await report.reportStatus(await transcriptionStatus(library.notebooks, asking))
  } catch (error) {
    if (capacityProblemOf(error)) await report.reportStopped()
    await report.flush()
    throw commandErrorFrom(error, connection)
  } finally {
    report.clear()
    await pool.close()
  }
  return report.failed ? 1 : 0
}

async function waitForText(
  notebooks: Notebook[],
  sent: PushedPage[],
  { cursor, quota }: Pushed,
  asking: Asking & { withText: boolean },
  report: PushReport,
): Promise<void> {
  if (cursor === undefined || !quota?.has_reader) return
  const { pending, unread } = await pagesInWork(notebooks, asking)
  const waiting = [...sent, ...pending]
  const awaited = new Set(waiting.map(keyOf))
  await awaitTranscription(waiting, { ...asking, cursor }, report)
  for (const { pushed, reason } of unread)
    if (!awaited.has(keyOf(pushed))) report.reportTranscription(pushed, { kind: 'unread', reason })
  await report.sumReadings()
}

async function read(
  paths: string[],
  report: PushReport,
  signal: AbortSignal,
): Promise<{ library: Library; isComplete: boolean }> {
  const core = new RenewedCore()
  const libraries: Library[] = []
  for (const path of paths) {
    const { library, failures, remarks } = await readInput(path, core, signal)
    libraries.push(library)
    for (const failure of failures) report.reportFile(failure)
    for (const { path: file, detail } of remarks) report.remark(`${file}: ${detail}`)
  }
  const { library, duplicates } = joinLibraries(libraries)
  for (const name of duplicates)
    report.remark(`"${name}" exists more than once; the most recently modified version is sent`)
  for (const { name, unopened } of library.notebooks)
    if (unopened) report.remark(`"${name}" was never opened on the tablet; its pages are sent once it has been`)
  for (const { pages, isGuessed } of library.notebooks) if (!isGuessed) report.expectReading(pages.length)
  return { library, isComplete: !report.failed }
}
