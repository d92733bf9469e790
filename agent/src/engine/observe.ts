// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what the files of a library hold now. A page is opened only if its files changed; one that looks half written
// keeps its earlier state until it is complete, or for ten minutes.
import { forEachConcurrently } from '@rmirror/shared/api'
import {
  type Book,
  completeBooks,
  completeRepairs,
  isOnSource,
  type Library,
  listedPages,
  type Notebook,
  type PageSource,
  type PageState,
  type RepairHighlights,
} from '@rmirror/shared/library'
import { failureOf } from '@rmirror/shared/workshop'
import type { Notify } from './events.ts'
import type { KnownPage, Memory } from './memory.ts'

export const reportAfterMs = 10 * 60_000
/** Younger files may be written again without a new time or size. */
const settledAfterMs = 2_000

export interface Observing {
  memory: Memory
  /** Rejects if the page can't be read. */
  readState(page: PageSource, notebook: Notebook): Promise<PageState>
  /** What a PDF or EPUB states about itself. */
  readBook(notebook: Notebook): Promise<Book>
  repair: RepairHighlights
  concurrency: number
  /** UUIDs of notebooks in sources that couldn't be listed completely: a page's file may exist unseen. */
  partial: ReadonlySet<string>
  signal: AbortSignal
  notify: Notify
  /** Milliseconds since 1970. */
  now(): number
}

export interface Observed {
  /** Without the notebooks that are held back. */
  library: Library
  states: Map<PageSource, PageState>
  /** Notebooks that exist, but aren't announced until they can be read. */
  heldBack: Notebook[]
  /** Number of pages opened. */
  opened: number
  /** The library is only a part of what the source has. */
  isPart?: true
}

/**
 * Returns the states of all pages that can be read. Opens only pages whose files changed, and stores their states in
 * the memory.
 */
export async function observe(library: Library, tools: Observing): Promise<Observed> {
  const states = new Map<PageSource, PageState>()
  const signatures = new Map<PageSource, string>()
  const heldBack = new Set<Notebook>()
  let opened = 0
  const unreadable = tools.memory.unreadableNotebooks()
  for (const notebook of library.notebooks) {
    const why = reasonUnreadable(notebook)
    if (why === undefined) {
      if (unreadable.has(notebook.uuid)) tools.memory.noteReadable(notebook.uuid, '')
    } else {
      // However long it takes, because pages that a damaged description doesn't list would be deleted.
      waits(notebook, undefined, why, tools)
      heldBack.add(notebook)
    }
  }
  const readable = library.notebooks.filter((notebook) => !heldBack.has(notebook))
  await forEachConcurrently(pagesOf(readable, tools.memory), tools.concurrency, async ({ notebook, page, known }) => {
    tools.signal.throwIfAborted()
    const signature = signatureOf(page, notebook)
    if (known?.signature === signature) {
      states.set(page, known.state)
      signatures.set(page, signature)
      return
    }
    opened++
    const found = await readPage(page, notebook, known, tools)
    if (found.waits) heldBack.add(notebook)
    else if (found.state) states.set(page, found.state)
    if (found.keptAs !== undefined) signatures.set(page, found.keptAs)
  })
  const notebooks = library.notebooks.filter((notebook) => !heldBack.has(notebook))
  await repairAll(notebooks, states, signatures, tools)
  await completeBooks(
    notebooks,
    (page) => states.get(page),
    (notebook) => knownBook(notebook, tools),
  )
  return { library: { ...library, notebooks }, states, heldBack: [...heldBack], opened }
}

/** Stores what was found, so that a document is compared once. */
async function repairAll(
  notebooks: Notebook[],
  states: ReadonlyMap<PageSource, PageState>,
  signatures: ReadonlyMap<PageSource, string>,
  { memory, repair }: Observing,
): Promise<void> {
  const failed = failedRepairs.get(memory) ?? new Set<string>()
  failedRepairs.set(memory, failed)
  for (const notebook of notebooks) {
    const key = fileKey(notebook)
    if (failed.has(key)) continue
    const completed = await completeRepairs(
      [notebook],
      (page) => states.get(page),
      async (...request) => {
        const repairs = await repair(...request)
        if (!repairs) failed.add(key)
        return repairs
      },
    )
    for (const page of completed) {
      const [signature, state] = [signatures.get(page), states.get(page)]
      if (signature !== undefined && state) memory.keepPage(notebook.uuid, page.uuid, { signature, state })
    }
  }
}

/** Files that couldn't be compared in this run. */
const failedRepairs = new WeakMap<Memory, Set<string>>()

const fileKey = ({ source }: Notebook) => JSON.stringify(source && [source.path, source.size, source.modified])

/** What was read in this run, by file: it would take too long each round. */
const knownBooks = new WeakMap<Memory, Map<string, Book>>()

async function knownBook(notebook: Notebook, { memory, readBook }: Observing): Promise<Book> {
  const known = knownBooks.get(memory) ?? new Map<string, Book>()
  knownBooks.set(memory, known)
  const key = fileKey(notebook)
  const book = known.get(key) ?? (await readBook(notebook))
  known.set(key, book)
  return book
}

function* pagesOf(notebooks: Notebook[], memory: Memory) {
  for (const notebook of notebooks) {
    const known = memory.pagesOf(notebook.uuid)
    for (const page of listedPages(notebook)) yield { notebook, page, known: known.get(page.uuid) }
  }
}

interface Found {
  /** The file may be half written, and readable soon. */
  waits: boolean
  /** The earlier state of a damaged page; undefined if there is none. */
  state?: PageState | undefined
  /** The signature in the memory of a state that was read. */
  keptAs?: string
}

async function readPage(
  page: PageSource,
  notebook: Notebook,
  known: KnownPage | undefined,
  tools: Observing,
): Promise<Found> {
  const { memory, now } = tools
  const startedAt = now()
  const signature = signatureOf(page, notebook)
  const place = { page: page.uuid, number: page.number, signature }
  const missing = reasonMissing(page, notebook, known, tools)
  if (missing) {
    const isNew = waits(notebook, place, missing, tools)
    // A page that was never read here can't be announced, however long that lasts.
    return isNew || !known ? { waits: true } : { waits: false, state: known.state }
  }
  try {
    const state = await tools.readState(page, notebook)
    // Unreadable parts may be parts not written yet.
    if (state.unreadable > 0 && waits(notebook, place, 'part of its file could not be read', tools))
      return { waits: true }
    const keptAs = isSettled(page, startedAt) ? signature : `${signature} unsettled`
    memory.keepPage(notebook.uuid, page.uuid, { signature: keptAs, state })
    if (state.unreadable === 0) memory.noteReadable(notebook.uuid, page.uuid)
    return { waits: false, state, keptAs }
  } catch (error) {
    tools.signal.throwIfAborted()
    return waits(notebook, place, failureOf(error).detail, tools)
      ? { waits: true }
      : { waits: false, state: known?.state }
  }
}

/** A listed page that never had a file with ink is blank; one that had ink may be in the middle of a write. */
function reasonMissing(
  { file }: PageSource,
  { uuid }: Notebook,
  known: KnownPage | undefined,
  { partial }: Observing,
): string | undefined {
  if (file) return undefined
  if (known) return hasFile(known.signature) ? 'its file is gone or empty, though the page had one before' : undefined
  return partial.has(uuid) ? "its file can't be read: part of the folder can't be opened" : undefined
}

/** True until ten minutes after these files were first seen; then it is reported once. */
function waits(
  { uuid, name }: Notebook,
  place: { page: string; number: number; signature: string } | undefined,
  reason: string,
  { memory, now, notify }: Observing,
): boolean {
  const { since, isReported } = memory.noteUnreadable(uuid, place?.page ?? '', place?.signature ?? '', now())
  if (now() - since < reportAfterMs) return true
  if (!isReported) {
    memory.markReported(uuid, place?.page ?? '')
    notify({ kind: 'unreadable', notebook: name, ...(place && { page: place.number }), reason })
  }
  return false
}

/** Why its name, pages and order are unknown: the description is being written, or damaged. */
function reasonUnreadable({ isGuessed, problems }: Notebook): string | undefined {
  if (!isGuessed) return undefined
  return problems[0]?.detail ?? 'its description could not be read'
}

/** Covers all files of the page, and the PDF or EPUB below its ink, in which marks on print are found. */
function signatureOf(page: PageSource, notebook: Notebook): string {
  const { file, index, layerMetadata, highlights } = page
  const parts = [file, layerMetadata, highlights].map((each) => (each ? [each.path, each.size, each.modified] : null))
  const below = file && isOnSource(notebook, page) ? [notebook.source?.size ?? null] : []
  return JSON.stringify([...parts, index, notebook.orientation, ...below])
}

const hasFile = (signature: string) => !signature.startsWith('[null')

function isSettled({ file, layerMetadata, highlights }: PageSource, at: number): boolean {
  return [file, layerMetadata, highlights].every((each) => !each || at - each.modified >= settledAfterMs)
}
