// SPDX-License-Identifier: AGPL-3.0-or-later
// The IndexedDB of texts that the server doesn't have yet. It's separate from the offline cache, which may be emptied
// at any time.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { keyOf, type OutboxFacts, type OutboxItem } from './outbox-item.ts'

/** The user, and the item's key. */
type Key = [user: string, item: string]

interface Schema extends DBSchema {
  facts: { key: Key; value: OutboxFacts }
  texts: { key: Key; value: OutboxItem['text'] }
}

export type OutboxDatabase = IDBPDatabase<Schema>

const stores = ['facts', 'texts'] as const

/** Rejects if the browser forbids storage. Some browsers throw synchronously, hence `async`. */
export async function openOutboxDatabase(name = 'rmirror-outbox'): Promise<OutboxDatabase> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      for (const store of stores) database.createObjectStore(store)
    },
  })
}

export function readFacts(database: OutboxDatabase, user: string): Promise<OutboxFacts[]> {
  return database.getAll('facts', rangeOf(user))
}

export function readText(database: OutboxDatabase, facts: OutboxFacts): Promise<OutboxItem['text'] | undefined> {
  return database.get('texts', databaseKey(facts))
}

/** In one transaction: a full disk or a closed tab never leaves facts without a text. */
export async function writeItems(
  database: OutboxDatabase,
  put: Iterable<OutboxItem>,
  remove: Iterable<OutboxFacts>,
): Promise<void> {
  const writing = database.transaction(stores, 'readwrite')
  const requests: Promise<unknown>[] = [writing.done]
  for (const { facts, text } of put) {
    requests.push(writing.objectStore('facts').put(facts, databaseKey(facts)))
    requests.push(writing.objectStore('texts').put(text, databaseKey(facts)))
  }
  for (const facts of remove)
    for (const store of stores) requests.push(writing.objectStore(store).delete(databaseKey(facts)))
  await Promise.all(requests)
}

export async function forgetItems(database: OutboxDatabase, user: string): Promise<void> {
  const writing = database.transaction(stores, 'readwrite')
  for (const store of stores) void writing.objectStore(store).delete(rangeOf(user))
  await writing.done
}

function databaseKey(facts: OutboxFacts): Key {
  return [facts.user, keyOf(facts)]
}

/** Arrays sort after all strings, so the range ends after the user's last item. */
function rangeOf(user: string): IDBKeyRange {
  return IDBKeyRange.bound([user], [user, []])
}
