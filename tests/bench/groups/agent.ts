// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeping a computer in sync: the first time, at each start, at rest, and at each edit.
import {
  documents,
  type Kept,
  measureKeeping,
  measurePush,
  notebooks,
  pages,
  writeLibraries,
} from '../agent/agent-speed.ts'
import { edits } from '../agent/edits.ts'
import { measureVault } from '../agent/vault-speed.ts'
import type { Report } from '../figures/report.ts'
import { group } from '../figures/row.ts'
import { startBench } from '../server/processes.ts'

/** How long a watch is observed while nothing happens. */
const idleSeconds = Number(process.env.IDLE_SECONDS ?? 300)
/** Where only its memory is asked for, which is known soon. */
const briefSeconds = Math.min(idleSeconds, 30)

export const agent = group({
  name: 'agent',
  isQuick: false,
  rows: {
    'agent-push': { name: 'first sync : push', unit: '', digits: 2 },
    'agent-first': { name: 'first sync of 1,000 pages', unit: 's', digits: 1, scalesWith: 'database' },
    'agent-restart': { name: 'started again', unit: 'ms', digits: 0, goal: 1000, scalesWith: 'processor' },
    'agent-rest': { name: 'watch at rest, of a processor', unit: '%', digits: 2, goal: 0.5, scalesWith: 'processor' },
    'agent-memory': { name: 'its memory', unit: 'MB', digits: 0, goal: 120 },
    'agent-edit': { name: 'edit to server, p95', unit: 'ms', digits: 0, goal: 3000 },
  },
  async measure(report) {
    await using bench = await startBench()
    using libraries = writeLibraries()
    const ratio = await measurePush(bench, libraries)
    report.figure('agent-push', ratio, `of the same ${pages} pages in ${notebooks} notebooks`)
    reportKept(report, 'agent', await measureKeeping(bench, libraries.diaries, idleSeconds), idleSeconds)
  },
})

export const documentsOfAgent = group({
  name: 'documents',
  isQuick: false,
  rows: {
    'documents-first': {
      name: 'first sync of 10,000 documents',
      unit: 's',
      digits: 0,
      goal: 120,
      scalesWith: 'database',
    },
    'documents-restart': { name: 'started again', unit: 'ms', digits: 0, scalesWith: 'processor' },
    'documents-rest': {
      name: 'watch at rest, of a processor',
      unit: '%',
      digits: 2,
      goal: 0.5,
      scalesWith: 'processor',
    },
    'documents-memory': { name: 'its memory', unit: 'MB', digits: 0, goal: 150 },
    'documents-edit': { name: 'edit to server, p95', unit: 'ms', digits: 0, goal: 2600 },
  },
  async measure(report) {
    await using bench = await startBench()
    using libraries = writeLibraries()
    report.line(`${documents} documents, a library that fills a tablet`)
    reportKept(report, 'documents', await measureKeeping(bench, libraries.documents, briefSeconds), briefSeconds)
  },
})

const vaultNotebooks = 1000

export const vaultFolder = group({
  name: 'vault',
  isQuick: false,
  rows: {
    'vault-full': { name: 'vault of 1,000 notebooks in a folder', unit: 's', digits: 1, scalesWith: 'database' },
    'vault-unchanged': { name: 'again, nothing changed', unit: 's', digits: 2, scalesWith: 'processor' },
    'vault-requests': { name: 'its requests', unit: '', digits: 0, goal: 3 },
    'vault-written': { name: 'files that it writes', unit: '', digits: 0, goal: 0 },
  },
  async measure(report) {
    await using bench = await startBench()
    const { full, unchanged } = await measureVault(bench, vaultNotebooks)
    const { requests, files, megabytes } = full
    report.figure('vault-full', full.ms / 1000, `${files} files, ${requests} requests, ${megabytes.toFixed(0)} MB`)
    report.figure('vault-unchanged', unchanged.ms / 1000)
    report.figure('vault-requests', unchanged.requests)
    report.figure('vault-written', unchanged.written)
  },
})

type Kinds = 'first' | 'restart' | 'rest' | 'memory' | 'edit'

/** A watch waits for two seconds without a change before it looks; Node's own start is part of the others. */
function reportKept<Name extends string>(
  report: Pick<Report<`${Name}-${Kinds}`>, 'figure'>,
  name: Name,
  kept: Kept,
  seconds: number,
): void {
  const { restart, rest, edit, megabytes, firstSyncMs, firstPollMs } = kept
  const look = (firstPollMs / 1000).toFixed(1)
  report.figure(`${name}-first`, firstSyncMs / 1000, `of it the look ${look} s; ${megabytes.toFixed(0)} MB at most`)
  report.figure(
    `${name}-restart`,
    restart.ms,
    `${restart.megabytes.toFixed(0)} MB at most; ${restart.opened} pages opened, ${restart.manifests} manifests sent (goals 0)`,
  )
  report.figure(`${name}-rest`, rest.percent, `over ${seconds} s`)
  report.figure(`${name}-memory`, rest.megabytes)
  report.figure(`${name}-edit`, edit.p95, `of ${edits} edits until the picture is there; p50 ${edit.p50.toFixed(0)}`)
}
