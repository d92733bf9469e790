// SPDX-License-Identifier: AGPL-3.0-or-later
// The IndexedDB of vectors of a guest's passages. One of its own, because all of it can be made again.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

interface Schema extends DBSchema {
  /** By what made the vectors (address and model), and the passage. Values as in vector8.ts. */
  vectors: { key: [string, string]; value: Uint8Array }
}

export type NearDatabase = IDBPDatabase<Schema>

/** Rejects if the browser forbids storage. */
export function openNearDatabase(name = 'rmirror-meaning'): Promise<NearDatabase> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('vectors')
    },
  })
}

/** All of one space, by passage. */
export async function readVectors(database: NearDatabase, space: string): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>()
  const range = IDBKeyRange.bound([space], [space, []])
  for await (const { key, value } of database.transaction('vectors').store.iterate(range)) found.set(key[1], value)
  return found
}

export async function keepVectors(
  database: NearDatabase,
  space: string,
  vectors: Iterable<[string, Uint8Array]>,
): Promise<void> {
  const writing = database.transaction('vectors', 'readwrite')
  for (const [passage, vector] of vectors) void writing.store.put(vector, [space, passage])
  await writing.done
}

/** Deletes the vectors of passages that there aren't any more, and all of other spaces. */
export async function dropVectors(
  database: NearDatabase,
  space: string,
  isKept: (passage: string) => boolean,
): Promise<void> {
  const writing = database.transaction('vectors', 'readwrite')
  for await (const cursor of writing.store) if (cursor.key[0] !== space || !isKept(cursor.key[1])) await cursor.delete()
  await writing.done
}
