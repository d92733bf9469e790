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
import type { VaultFigures } from '../agent/vault-run.ts'
import { measureVaults } from '../agent/vault-speed.ts'
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

/** Each is a commit of its own, one after the other. */
const committedNotebooks = 250

/** The rows of one way to a vault, by their kinds. */
const vaultRows = (vault: string) => ({
  full: { name: vault, unit: 's', digits: 1, scalesWith: 'database' as const },
  unchanged: { name: 'again, nothing changed', unit: 's', digits: 2, scalesWith: 'processor' as const },
  requests: { name: 'its requests', unit: '', digits: 0, goal: 3 },
  written: { name: 'files that it writes', unit: '', digits: 0, goal: 0 },
})

const folder = vaultRows('vault of 1,000 notebooks in a folder')
const webdav = vaultRows('vault of 1,000 notebooks by WebDAV')
const git = vaultRows(`vault of ${committedNotebooks} notebooks in Git`)

export const vaults = group({
  name: 'vault',
  isQuick: false,
  rows: {
    'vault-full': folder.full,
    'vault-unchanged': folder.unchanged,
    'vault-requests': folder.requests,
    'vault-written': folder.written,
    'vault-webdav-full': webdav.full,
    'vault-webdav-unchanged': webdav.unchanged,
    'vault-webdav-requests': webdav.requests,
    'vault-webdav-written': webdav.written,
    'vault-git-full': git.full,
    'vault-git-unchanged': git.unchanged,
    'vault-git-requests': git.requests,
    'vault-git-written': git.written,
  },
  async measure(report) {
    await using bench = await startBench({ RMIRROR_PRIVATE_URLS: 'on' })
    const measured = await measureVaults(bench, { notebooks: 1000, committed: committedNotebooks })
    reportVault(report, 'vault', measured.folder)
    reportVault(report, 'vault-webdav', measured.webdav)
    reportVault(report, 'vault-git', measured.git)
  },
})

function reportVault<Name extends string>(
  report: Pick<Report<`${Name}-${keyof ReturnType<typeof vaultRows>}`>, 'figure'>,
  name: Name,
  { full, unchanged }: VaultFigures,
): void {
  const memory = full.megabytes === undefined ? '' : `, ${full.megabytes.toFixed(0)} MB`
  report.figure(`${name}-full`, full.ms / 1000, `${full.files} files, ${full.requests} requests${memory}`)
  report.figure(`${name}-unchanged`, unchanged.ms / 1000)
  report.figure(`${name}-requests`, unchanged.requests)
  report.figure(`${name}-written`, unchanged.written)
}

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
