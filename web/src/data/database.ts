// SPDX-License-Identifier: AGPL-3.0-or-later
// What this browser keeps between visits. A notebook's bytes lie in one Blob beside its row, in the same transaction:
// they are there together or not at all, so that a full disk or a closed tab never leaves half a notebook.

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

/** Where bytes lie in a notebook's pack. */
export interface Span {
  offset: number
  length: number
}

export interface StoredPage extends PageOutline {
  ink: Span | null
  layerMetadata: Span | null
  highlights: Span | null
  /** Absent in what earlier versions kept. */
  templateFile?: Span | null
  /** Its bytes could not be read when it was added. */
  problem: Problem | null
}

export interface StoredNotebook extends Omit<NotebookFacts, 'pages'> {
  pages: StoredPage[]
  /** Milliseconds since 1970. */
  added: number
  /** Taken out by its owner; it can be brought back until the dashboard is opened again. */
  removed: boolean
}

export interface StoredSummary extends PageSummary {
  notebook: string
  page: string
  coreVersion: string
  /** What lies below the ink: a template's name, or the page of a source. */
  template: string
}

interface Schema extends DBSchema {
  notebooks: { key: string; value: StoredNotebook }
  packs: { key: string; value: Blob }
  /** By notebook: the PDF or EPUB it was written on. */
  sources: { key: string; value: Blob }
  /** By notebook: what its images show. */
  pictures: { key: string; value: Pictures<Blob> }
  folders: { key: string; value: Folder }
  summaries: { key: [string, string]; value: StoredSummary; indexes: { inkHash: string } }
  /** By `ink_hash`: equal pages share one, and a page that comes again unchanged has it already. */
  thumbnails: { key: string; value: string }
}

const stores = ['notebooks', 'packs', 'sources', 'pictures', 'folders', 'summaries', 'thumbnails'] as const

export type Database = IDBPDatabase<Schema>

/** Rejects where the browser forbids it: some throw at once. */
export async function openDatabase(name = 'rmirror'): Promise<Database> {
  return openDB<Schema>(name, 3, {
    upgrade(database, before) {
      if (before < 3) database.createObjectStore('pictures')
      if (before < 2) database.createObjectStore('sources')
      if (before >= 1) return
      database.createObjectStore('notebooks', { keyPath: 'uuid' })
      database.createObjectStore('packs')
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

/** Lays a notebook's bytes behind each other. `parts[i]` belongs to `pages[i]`; null: that page could not be read. */
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

/** Its bytes are cut out of the pack when they are asked for: of a large library few are. */
export function unpackPage({ notebook, pack }: Omit<KeptNotebook, 'below'>, page: StoredPage): PageHandles {
  const slice = (span: Span | null = null) => span && pack.slice(span.offset, span.offset + span.length)
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

/** Its bytes are as they were; not when it is gone meanwhile, or another of its uuid was added. */
export async function keepPages(database: Database, notebook: StoredNotebook): Promise<void> {
  const writing = database.transaction('notebooks', 'readwrite')
  const kept = await writing.store.get(notebook.uuid)
  if (kept?.added === notebook.added) writing.store.put({ ...notebook, removed: kept.removed })
  await writing.done
}

/** An array sorts behind every string, so this range ends behind the notebook's last page. */
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
  /** A data: address. */
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

/** Of one notebook, by page uuid; what an older core drew is left out. */
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

/** Takes a notebook out, and those thumbnails that no other page shows. */
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
  // Neither the way the page lies nor its template are part of its ink.
  return `${inkHash}@${coreVersion}${width > height ? ':turned' : ''}:${template}`
}
