// SPDX-License-Identifier: AGPL-3.0-or-later
// The IndexedDB of a guest's documents. It's separate from the library's database, so that neither waits for a schema
// upgrade of the other.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { DocumentConflict } from '../documents/document-calls.ts'

/** A note, or what a person made of a page's text. Pages that nobody corrected have no row. */
export interface LocalDocument {
  id: string
  kind: 'page' | 'note'
  notebook_uuid: string
  page_uuid: string
  content: string
  content_etag: string
  /** The transcription that the content was last merged with. */
  base: string
  conflicts: DocumentConflict[]
  /** Of a note. */
  folder_uuid: string | null
  /** ISO 8601. */
  created_at: string
  saved_at: string
  /** Increases with each change. */
  revision: number
}

export interface LocalVersion {
  id: string
  document: string
  author: 'person' | 'transcription'
  name: string | null
  content: string
  content_etag: string
  /** Of the text, and of the version. ISO 8601. */
  saved_at: string
  created_at: string
}

interface Schema extends DBSchema {
  documents: { key: string; value: LocalDocument }
  versions: { key: [document: string, version: string]; value: LocalVersion }
}

export type LocalDatabase = IDBPDatabase<Schema>

const stores = ['documents', 'versions'] as const

/** Rejects if the browser forbids storage. Some browsers throw synchronously, hence `async`. */
export async function openLocalDatabase(name = 'rmirror-documents'): Promise<LocalDatabase> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('documents', { keyPath: 'id' })
      database.createObjectStore('versions', { keyPath: ['document', 'id'] })
    },
  })
}

/** The id of a page names its notebook, too, see `localId`. */
export function isNoteId(id: string): boolean {
  return !id.includes('.')
}

/** Oldest first. */
export function readVersions(database: LocalDatabase, document: string): Promise<LocalVersion[]> {
  return database.getAll('versions', versionsOf(document))
}

/** Writes nothing and resolves with false if the document has another revision by now. `row` null: deletes it. */
export async function writeDocument(
  database: LocalDatabase,
  id: string,
  revision: number,
  row: LocalDocument | null,
  versions: readonly LocalVersion[],
): Promise<boolean> {
  const writing = database.transaction(stores, 'readwrite')
  const documents = writing.objectStore('documents')
  const before = await documents.get(id)
  if ((before?.revision ?? 0) !== revision) return false
  const requests: Promise<unknown>[] = [writing.done, row ? documents.put(row) : documents.delete(id)]
  for (const version of versions) requests.push(writing.objectStore('versions').put(version))
  if (before?.kind === 'note' && !row) requests.push(writing.objectStore('versions').delete(versionsOf(id)))
  await Promise.all(requests)
  return true
}

export async function forgetDocuments(database: LocalDatabase): Promise<void> {
  const writing = database.transaction(stores, 'readwrite')
  for (const store of stores) void writing.objectStore(store).clear()
  await writing.done
}

function versionsOf(document: string): IDBKeyRange {
  return IDBKeyRange.bound([document], [document, []])
}
