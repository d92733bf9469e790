// SPDX-License-Identifier: AGPL-3.0-or-later
// IndexedDB cache of what a user opened from the server, so that it can be read while the server is unreachable. It has
// one user's answers at a time, and signing out empties it.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

interface Schema extends DBSchema {
  /** The user whose answers these are. */
  owner: { key: 'id'; value: string }
  /** By the query key, as JSON. */
  answers: { key: string; value: unknown }
  sizes: { key: string; value: { bytes: number; keptAt: number } }
}

type Database = IDBPDatabase<Schema>

const stores = ['owner', 'answers', 'sizes'] as const

/** Enough for roughly a thousand pages. */
const defaultBytes = 200 * 1024 * 1024

/**
 * If the browser forbids storage or its disk is full, nothing is cached and no error is reported: the dashboard works
 * without the cache as long as it is online.
 */
export class OfflineCache {
  readonly #max: number
  readonly #database: Promise<Database | null>
  /** Operations run one after the other, so that nothing is written after a sign-out. */
  #queue: Promise<unknown> = Promise.resolve()
  #owner: string | null = null

  constructor(max = defaultBytes, name = 'rmirror-answers') {
    this.#max = max
    this.#database = openKept(name).catch(() => null)
  }

  /** The last user who signed in here and didn't sign out. */
  owner(): Promise<string | null> {
    return this.#inTurn(async (database) => (await database.get('owner', 'id')) ?? null, null)
  }

  /** Caches answers for this user from now on, and deletes those of another user. */
  begin(user: string): Promise<void> {
    this.#owner = user
    return this.#inTurn(async (database) => {
      const before = await database.get('owner', 'id')
      if (before === user) return
      await empty(database)
      if (this.#owner === user) await database.put('owner', user, 'id')
    }, undefined)
  }

  forget(): Promise<void> {
    this.#owner = null
    return this.#inTurn(empty, undefined)
  }

  put(user: string, key: string, answer: unknown): Promise<void> {
    return this.#inTurn(async (database) => {
      if (this.#owner !== user) return
      const work = database.transaction(stores, 'readwrite')
      await Promise.all([
        work.objectStore('answers').put(answer, key),
        work.objectStore('sizes').put({ bytes: bytesOf(answer), keptAt: Date.now() }, key),
        work.done,
      ])
      await this.#makeRoom(database)
    }, undefined)
  }

  /** undefined: not cached. */
  get(user: string, key: string): Promise<unknown> {
    return this.#inTurn(async (database) => {
      const isTheirs = (await database.get('owner', 'id')) === user
      return isTheirs ? database.get('answers', key) : undefined
    }, undefined)
  }

  /** Evicts the oldest answers above `#max` bytes. */
  async #makeRoom(database: Database): Promise<void> {
    const [keys, sizes] = await Promise.all([database.getAllKeys('sizes'), database.getAll('sizes')])
    let total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
    if (total <= this.#max) return
    const oldestFirst = keys
      .map((key, position) => ({ key, ...(sizes[position] ?? { bytes: 0, keptAt: 0 }) }))
      .toSorted((a, b) => a.keptAt - b.keptAt)
    const work = database.transaction(stores, 'readwrite')
    for (const { key, bytes } of oldestFirst) {
      if (total <= this.#max) break
      total -= bytes
      void work.objectStore('answers').delete(key)
      void work.objectStore('sizes').delete(key)
    }
    await work.done
  }

  #inTurn<T, Otherwise>(work: (database: Database) => Promise<T>, otherwise: Otherwise): Promise<T | Otherwise> {
    const turn = this.#queue.then(async () => {
      const database = await this.#database
      return database ? await work(database) : otherwise
    })
    const answered = turn.catch(() => otherwise)
    this.#queue = answered
    return answered
  }
}

async function openKept(name: string): Promise<Database> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      for (const store of stores) database.createObjectStore(store)
    },
  })
}

async function empty(database: Database): Promise<void> {
  const work = database.transaction(stores, 'readwrite')
  await Promise.all([...stores.map((store) => work.objectStore(store).clear()), work.done])
}

/** Its length as JSON, plus the bytes of its images. */
function bytesOf(answer: unknown): number {
  let blobs = 0
  const text = JSON.stringify(answer, (_, value: unknown) => {
    if (!(value instanceof Blob)) return value
    blobs += value.size
    return null
  })
  return (text?.length ?? 0) + blobs
}
