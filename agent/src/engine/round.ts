// SPDX-License-Identifier: AGPL-3.0-or-later
// One round: scans all sources, announces changes, then sends the pages that the server wants, newest first.
// Outstanding work is stored in the memory, so a round may end at any moment.
//
//   start.ts ── watch.ts: a round after each hint of a source, every hour, after a failure's backoff (round-timer.ts)
//                  │
//   sources ── scan ──> Library ── observe.ts ──> page states ── differences.ts ──> changed and deleted entries
//                                    │  ^                                                  │
//                                    v  │                                             announcing.ts ──> server
//                                  memory.ts  <── announced entries, pending uploads ──────┘              │
//                                    │                                                                    │
//                                    └── pages that the server wants ── sending.ts: draw, upload ─────────┘
//
// What a hint names is sent first, by a quick round (quick-round.ts) over those documents alone.
// What happens is reported as events (events.ts), which sentences.ts words for terminal, log and page.
import { type Api, fetchSelection, forEachConcurrently } from '@rmirror/shared/api'
import {
  type Library,
  type LibraryCore,
  type Notebook,
  type Problem,
  type RepairHighlights,
  readLibrary,
  type Shortened,
  trashUuid,
  withoutExcluded,
} from '@rmirror/shared/library'
import { readBookOf, repairsOf, uploadTools } from '@rmirror/shared/workshop'
import { displayDrawer } from '@rmirror/shared/workshop/exports'
import { harmlessProblems, joinLibraries } from '../inputs.ts'
import type { Scan, Source } from '../sources/source.ts'
import { openPool } from '../workers/threads.ts'
import { announceChanges } from './announcing.ts'
import { Descriptions } from './descriptions.ts'
import {
  type Changed,
  changedOf,
  type Deletions,
  deletionsFrom,
  entriesOf,
  needsConfirmation,
  noteMoves,
  type SourceScan,
} from './differences.ts'
import type { Notify } from './events.ts'
import type { Memory } from './memory.ts'
import { type Observed, type Observing, observe, reportAfterMs } from './observe.ts'
import { askForAnswers } from './removals.ts'
import { noteSources } from './run-state.ts'
import { type Sending, sendPendingDisplays, sendPendingUploads } from './sending.ts'

export interface RoundTools {
  sources: Source[]
  memory: Memory
  core: LibraryCore
  /** Reads the stored credential again, because a login may have changed it. */
  connect(): Promise<Api>
  threads: number
  keepsDeleted: boolean
  /** When aborted, nothing new is started. */
  stop: AbortSignal
  /** Aborts what is in progress. */
  signal: AbortSignal
  notify: Notify
  /** Milliseconds since 1970. */
  now(): number
  /** Called with the contents of all sources, including what is excluded. */
  found?(library: Library): void
}

export interface Round {
  /** No file and no source has to become readable. */
  isSettled: boolean
}

const perThread = 3
const dayMs = 24 * 60 * 60_000

/**
 * `lost` maps the addresses of sources that can't be read to the reasons, and is updated. Rejects with what prevents
 * announcing to the server, or with the signal's reason.
 */
export async function runRound(tools: RoundTools, unreadableSources: Map<string, string>): Promise<Round> {
  const { memory, signal, stop } = tools
  const selection = await fetchSelection(await tools.connect(), signal)
  noteSelection(JSON.stringify(selection), memory)
  const found = await scanAll(tools, unreadableSources)
  tools.found?.(found.library)
  const { selected, excluded } = withoutExcluded(found.library, selection)
  return await withWorkers(tools, found.partial, async (working) => {
    const startedAt = performance.now()
    const observed = await observe(selected, working)
    tools.notify({
      kind: 'looked',
      notebooks: observed.library.notebooks.length,
      opened: observed.opened,
      excluded: excluded.length,
      ms: Math.round(performance.now() - startedAt + found.ms),
    })
    const isSettled = observed.heldBack.length === 0 && unreadableSources.size === 0 && !found.hasProblems
    if (stop.aborted) return { isSettled }
    await announceToServer(observed, found, working)
    await askForAnswers(working)
    await sendPendingUploads(observed, working)
    if (memory.pendingUploads().length === 0) memory.setFact('synced-at', new Date(tools.now()).toISOString())
    await sendPendingDisplays(observed, working)
    return { isSettled }
  })
}

export type Working = RoundTools & Observing & Sending

/** Runs `work` with workers that read and draw pages. `partial`: notebooks that couldn't be listed completely. */
export async function withWorkers<Result>(
  tools: RoundTools,
  partial: ReadonlySet<string>,
  work: (working: Working) => Promise<Result>,
): Promise<Result> {
  const { signal, threads } = tools
  const pool = openPool(threads)
  try {
    const openDedicatedPool = async () => openPool(1)
    const openDrawer = (notebook: Notebook) => displayDrawer(notebook, { pool, openDedicatedPool, signal })
    const readBook = (notebook: Notebook) => readBookOf(notebook, { openDedicatedPool, signal })
    const repair: RepairHighlights = (notebook, pages) => repairsOf(notebook, pages, { openDedicatedPool, signal })
    return await work({
      ...tools,
      ...uploadTools(pool, {}, openDedicatedPool),
      openDrawer,
      readBook,
      repair,
      concurrency: pool.size * perThread,
      partial,
    })
  } finally {
    signal.throwIfAborted()
    await pool.close()
  }
}

/** What is included now may have been skipped, or its pages not wanted, when it was announced. */
function noteSelection(selection: string, memory: Memory): void {
  const known = memory.fact('selection')
  if (known === selection) return
  memory.transact(() => {
    if (known !== undefined) memory.invalidateAllEntries()
    memory.setFact('selection', selection)
  })
}

export interface Found {
  library: Library
  scans: SourceScan[]
  sourceOf: Map<string, string>
  /** UUIDs of notebooks in sources that weren't listed completely. */
  partial: Set<string>
  /** Some files couldn't be read; they may be half written. */
  hasProblems: boolean
  ms: number
}

/**
 * Scans all sources concurrently. A source that can't be read is added to `lost` and reported once; the others are
 * returned.
 */
export async function scanAll(tools: RoundTools, unreadableSources: Map<string, string>): Promise<Found> {
  const { sources, core, memory, signal, notify, now } = tools
  const startedAt = performance.now()
  const found: { source: Source; scan: Scan; library: Library }[] = []
  const problems: Problem[] = []
  await forEachConcurrently(sources, sources.length, async (source) => {
    try {
      const known = new Descriptions(source.address, memory, now())
      const scan = await source.scan(signal)
      const library = await readLibrary(scan.files, core, { signal, known })
      known.finish()
      for (const notebook of library.notebooks) if (scan.trashed?.has(notebook.uuid)) notebook.parent = trashUuid
      problems.push(
        ...[...scan.problems, ...library.problems].filter(
          ({ code }) => !harmlessProblems.has(code) && code !== 'nothing-found',
        ),
      )
      found.push({ source, scan, library })
      reportIdle(scan, { memory, notify, now })
      if (unreadableSources.delete(source.address)) notify({ kind: 'source-back', address: source.address })
    } catch (error) {
      signal.throwIfAborted()
      const reason = error instanceof Error ? error.message : String(error)
      if (!unreadableSources.has(source.address)) notify({ kind: 'source-lost', address: source.address, reason })
      unreadableSources.set(source.address, reason)
    }
  })
  noteSources(sources, unreadableSources, memory)
  const { library } = joinLibraries(found.map((each) => each.library))
  const sourceOf = new Map<string, string>()
  const standing = new Set<unknown>([...library.folders, ...library.notebooks])
  for (const { source, library: its } of found)
    for (const each of [...its.folders, ...its.notebooks])
      if (standing.has(each)) sourceOf.set(each.uuid, source.address)
  const scans = found.map(({ source, scan, library: its }) => ({
    address: source.address,
    deletes: source.deletes,
    isWhole: scan.isWhole && scan.problems.length === 0,
    uuids: new Set([...its.folders, ...its.notebooks].map(({ uuid }) => uuid)),
  }))
  const partial = new Set(scans.flatMap(({ isWhole, uuids }) => (isWhole ? [] : [...uuids])))
  for (const problem of problems) reportProblem(problem, tools)
  return { library, scans, sourceOf, partial, hasProblems: problems.length > 0, ms: performance.now() - startedAt }
}

/** Reports it once, ten minutes after it was first seen. */
function reportProblem({ path, code, detail }: Problem, { memory, notify, now }: RoundTools): void {
  const { since, isReported } = memory.noteUnreadable(path, 'file', code, now())
  if (isReported || now() - since < reportAfterMs) return
  memory.markReported(path, 'file')
  notify({ kind: 'unreadable', notebook: path, reason: detail })
}

/** Reports each idle time once. */
function reportIdle(
  { lastChange }: Scan,
  { memory, notify, now }: Pick<RoundTools, 'memory' | 'notify' | 'now'>,
): void {
  if (lastChange === undefined || now() - lastChange < dayMs) return
  if (memory.fact('idle-since') === String(lastChange)) return
  memory.setFact('idle-since', String(lastChange))
  notify({ kind: 'app-idle', lastChange })
}

async function announceToServer(observed: Observed, { scans, sourceOf }: Found, tools: Working): Promise<void> {
  const { memory, now, notify } = tools
  const { entries, shortened } = entriesOf(observed, (uuid) => sourceOf.get(uuid) ?? '')
  const known = memory.entries()
  noteMoves(entries, known, memory)
  const changed = changedOf(entries, known)
  reportShortened(shortened, changed, notify)
  const gone = tools.keepsDeleted ? [] : deletionsFrom(scans, known)
  // A stored time in the future comes from a wrong clock.
  const isDue = Math.abs(now() - Number(memory.fact('repeated-at') ?? 0)) >= dayMs
  const repeated = isDue && memory.fact('cursor') !== undefined ? unchangedOf(entries, changed) : []
  const leaving = gone.filter((each) => mayDelete(each, tools))
  await announceChanges({ changed, repeated, gone: leaving }, tools)
  if (isDue) memory.setFact('repeated-at', String(now()))
  if (changed.length + repeated.length + leaving.length === 0 || memory.fact('cursor') === undefined) return
  // Announces what the server turned out to have lost.
  const doubted = changedOf(entries, memory.entries())
  if (doubted.length > 0) await announceChanges({ changed: doubted, repeated: [], gone: [] }, tools)
}

export function reportShortened(shortened: Shortened[], changed: Changed[], notify: Notify): void {
  for (const each of shortened)
    if (changed.some(({ entry }) => entry.visible_name === each.name)) notify({ kind: 'shortened', shortened: each })
}

function unchangedOf(entries: Changed[], changed: Changed[]): Changed[] {
  const news = new Set(changed)
  return entries.filter((each) => !news.has(each))
}

/** A consent applies to everything that is gone now. */
function mayDelete(gone: Deletions, { memory, notify }: RoundTools): boolean {
  if (!needsConfirmation(gone) || memory.fact('allowed-deletions') !== undefined) return true
  const asked = `${gone.source.address} ${gone.uuids.length}`
  if (memory.fact('asked-deletions') !== asked) {
    memory.setFact('asked-deletions', asked)
    notify({ kind: 'deletions-asked', address: gone.source.address, gone: gone.uuids.length, of: gone.of })
  }
  return false
}
