// SPDX-License-Identifier: AGPL-3.0-or-later
// The IndexedDB of this browser's notebooks. A notebook's page files are one Blob (its pack) beside its row, written in
// the same transaction: a full disk or a closed tab never leaves half a notebook.

import type { Folder, Problem } from '@rmirror/shared/library'
import { templateOf } from '@rmirror/shared/library'
import type {
  NotebookBelow,
  NotebookFacts,
  PageHandles,
  PageOutline,
  PageSummary,
  Pictures,
} from '@rmirror/shared/workshop'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** A range of bytes in a notebook's pack. */
export interface Span {
  offset: number
  length: number
}

export interface StoredPage extends PageOutline {
  ink: Span | null
  layerMetadata: Span | null
  highlights: Span | null
  templateFile: Span | null
  /** Why its bytes could not be read on import; null if they were. */
  problem: Problem | null
}

export interface StoredNotebook extends Omit<NotebookFacts, 'pages'> {
  pages: StoredPage[]
  /** Milliseconds since 1970. */
  added: number
  /** Removed by the user. Can be restored until the dashboard is opened again. */
  removed: boolean
}

export interface StoredSummary extends PageSummary {
  notebook: string
  page: string
  coreVersion: string
  /** Drawn below the ink: a template's name, or the page of a source. */
  template: string
}

interface Schema extends DBSchema {
  notebooks: { key: string; value: StoredNotebook }
  packs: { key: string; value: Blob }
  /** By notebook: the PDF or EPUB that it was written on. */
  sources: { key: string; value: Blob }
  /** By notebook: the files of its images. */
  pictures: { key: string; value: Pictures<Blob> }
  folders: { key: string; value: Folder }
  summaries: { key: [string, string]; value: StoredSummary; indexes: { inkHash: string } }
  /**
   * By `thumbnailKey`, which starts with the ink hash: equal pages share a thumbnail, and a page that is added again
   * unchanged already has one.
   */
  thumbnails: { key: string; value: string }
}

const stores = ['notebooks', 'packs', 'sources', 'pictures', 'folders', 'summaries', 'thumbnails'] as const

export type Database = IDBPDatabase<Schema>

/** Rejects if the browser forbids storage. Some browsers throw synchronously, hence `async`. */
export async function openDatabase(name = 'rmirror'): Promise<Database> {
  return openDB<Schema>(name, 3, {
    upgrade(database) {
      database.createObjectStore('notebooks', { keyPath: 'uuid' })
      database.createObjectStore('packs')
      database.createObjectStore('sources')
      database.createObjectStore('pictures')
      database.createObjectStore('folders', { keyPath: 'uuid' })
      database.createObjectStore('summaries', { keyPath: ['notebook', 'page'] }).createIndex('inkHash', 'inkHash')
      database.createObjectStore('thumbnails')
    },
  })
}

export interface KeptNotebook {
  notebook: StoredNotebook
  pack: Blob
  below: NotebookBelow
}

/** All stored notebooks, including removed ones. */
export async function readNotebooks(database: Database): Promise<KeptNotebook[]> {
  const reading = database.transaction(['notebooks', 'packs', 'sources', 'pictures'])
  const notebooks = await reading.objectStore('notebooks').getAll()
  return Promise.all(
    notebooks.map(async (notebook) => ({
      notebook,
      pack: (await reading.objectStore('packs').get(notebook.uuid)) ?? new Blob(),
      below: {
        source: (await reading.objectStore('sources').get(notebook.uuid)) ?? null,
        pictures: (await reading.objectStore('pictures').get(notebook.uuid)) ?? new Map(),
      },
    })),
  )
}

/**
 * Concatenates a notebook's files into its pack; equal Blobs are stored once. `parts[i]` belongs to `pages[i]`, null if
 * that page could not be read.
 */
export function packPages(
  facts: NotebookFacts,
  parts: (PageHandles | null)[],
  problems: (Problem | null)[],
  added: number,
): Omit<KeptNotebook, 'below'> {
  const pieces = new Map<Blob, Span>()
  let offset = 0
  const place = (blob: Blob | null | undefined): Span | null => {
    if (!blob) return null
    let span = pieces.get(blob)
    if (!span) {
      span = { offset, length: blob.size }
      pieces.set(blob, span)
      offset += blob.size
    }
    return span
  }
  const pages = facts.pages.map((page, position) => ({
    ...page,
    ink: place(parts[position]?.ink),
    layerMetadata: place(parts[position]?.layerMetadata),
    highlights: place(parts[position]?.highlights),
    templateFile: place(parts[position]?.templateFile),
    problem: problems[position] ?? null,
  }))
  return { notebook: { ...facts, pages, added, removed: false }, pack: new Blob([...pieces.keys()]) }
}

/** Slices the pack when a part is accessed, because few pages of a large library ever are. */
export function unpackPage({ notebook, pack }: Omit<KeptNotebook, 'below'>, page: StoredPage): PageHandles {
  const slice = (span: Span | null) => span && pack.slice(span.offset, span.offset + span.length)
  return {
    get ink() {
      return slice(page.ink)
    },
    index: page.index,
    get layerMetadata() {
      return slice(page.layerMetadata)
    },
    get highlights() {
      return slice(page.highlights)
    },
    orientation: notebook.orientation,
    template: templateOf(page),
    get templateFile() {
      return slice(page.templateFile)
    },
  }
}

/** Stores a notebook in place of the one with its uuid, and deletes the summaries of pages that it no longer has. */
export async function keepNotebook(database: Database, { notebook, pack, below }: KeptNotebook): Promise<void> {
  const writing = database.transaction(['notebooks', 'packs', 'sources', 'pictures', 'summaries'], 'readwrite')
  writing.objectStore('notebooks').put(notebook)
  writing.objectStore('packs').put(pack, notebook.uuid)
  if (below.source) writing.objectStore('sources').put(below.source, notebook.uuid)
  else writing.objectStore('sources').delete(notebook.uuid)
  if (below.pictures.size > 0) writing.objectStore('pictures').put(below.pictures, notebook.uuid)
  else writing.objectStore('pictures').delete(notebook.uuid)
  const pages = new Set(notebook.pages.map((page) => page.uuid))
  for (const key of await writing.objectStore('summaries').getAllKeys(keysOf(notebook.uuid)))
    if (!pages.has(key[1])) writing.objectStore('summaries').delete(key)
  await writing.done
}

/**
 * Updates the notebook's row; its bytes are unchanged. Does nothing if the notebook was deleted meanwhile, or replaced
 * by another import with its uuid.
 */
export async function keepPages(database: Database, notebook: StoredNotebook): Promise<void> {
  const writing = database.transaction('notebooks', 'readwrite')
  const kept = await writing.store.get(notebook.uuid)
  if (kept?.added === notebook.added) writing.store.put({ ...notebook, removed: kept.removed })
  await writing.done
}

/** Key range of a notebook's pages. Arrays sort after all strings, so the range ends after its last page. */
function keysOf(notebook: string): IDBKeyRange {
  return IDBKeyRange.bound([notebook], [notebook, []])
}

export async function markRemoved(database: Database, uuid: string, removed: boolean): Promise<void> {
  const writing = database.transaction('notebooks', 'readwrite')
  const notebook = await writing.store.get(uuid)
  if (notebook) writing.store.put({ ...notebook, removed })
  await writing.done
}

export async function keepFolders(database: Database, folders: Folder[]): Promise<void> {
  const writing = database.transaction('folders', 'readwrite')
  for (const folder of folders) writing.store.put(folder)
  await writing.done
}

export interface DrawnPage {
  summary: StoredSummary
  /** A data: URL. */
  thumbnail: string
}

export async function keepSummaries(database: Database, pages: DrawnPage[]): Promise<void> {
  const writing = database.transaction(['summaries', 'thumbnails'], 'readwrite')
  for (const { summary, thumbnail } of pages) {
    writing.objectStore('summaries').put(summary)
    writing.objectStore('thumbnails').put(thumbnail, thumbnailKey(summary))
  }
  await writing.done
}

/** The summaries of one notebook by page uuid, without those that another core version drew. */
export async function readSummaries(
  database: Database,
  notebook: string,
  coreVersion: string,
): Promise<Map<string, DrawnPage>> {
  const reading = database.transaction(['summaries', 'thumbnails'])
  const summaries = await reading.objectStore('summaries').getAll(keysOf(notebook))
  const kept = new Map<string, DrawnPage>()
  await Promise.all(
    summaries.map(async (summary) => {
      const thumbnail = await reading.objectStore('thumbnails').get(thumbnailKey(summary))
      if (thumbnail && summary.coreVersion === coreVersion) kept.set(summary.page, { summary, thumbnail })
    }),
  )
  return kept
}

/** Deletes a notebook, and its thumbnails that no other page uses. */
export async function forgetNotebook(database: Database, uuid: string): Promise<void> {
  const writing = database.transaction(stores, 'readwrite')
  const summaries = writing.objectStore('summaries')
  const gone = await summaries.getAll(keysOf(uuid))
  for (const summary of gone) {
    await summaries.delete([uuid, summary.page])
    const key = thumbnailKey(summary)
    const alike = await summaries.index('inkHash').getAll(summary.inkHash)
    if (!alike.some((other) => thumbnailKey(other) === key)) writing.objectStore('thumbnails').delete(key)
  }
  writing.objectStore('notebooks').delete(uuid)
  writing.objectStore('packs').delete(uuid)
  writing.objectStore('sources').delete(uuid)
  writing.objectStore('pictures').delete(uuid)
  await writing.done
}

export async function forgetEverything(database: Database): Promise<void> {
  const writing = database.transaction(stores, 'readwrite')
  for (const store of stores) writing.objectStore(store).clear()
  await writing.done
}

function thumbnailKey({ inkHash, coreVersion, template, width, height }: StoredSummary): string {
  // The ink hash covers neither the page's orientation nor its template.
  return `${inkHash}@${coreVersion}${width > height ? ':turned' : ''}:${template}`
}
