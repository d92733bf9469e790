// SPDX-License-Identifier: AGPL-3.0-or-later
// The texts of a user that the server doesn't have yet: in IndexedDB, so that they outlive the tab, or in this tab's
// memory while the browser can't store them. All tabs see the same items.
import { signal } from '@preact/signals'
import {
  forgetItems,
  type OutboxDatabase,
  openOutboxDatabase,
  readFacts,
  readText,
  writeItems,
} from './outbox-database.ts'
import { keyOf, type OutboxFacts, type OutboxItem } from './outbox-item.ts'

/** What tabs tell each other. */
interface OutboxNews {
  user: string
  put: OutboxFacts[]
  removed: OutboxFacts[]
  /** The user signed out. */
  isForgotten?: true
}

interface Batch {
  put: OutboxItem[]
  removed: OutboxFacts[]
}

export class Outbox {
  /** Increases when items were added, changed or removed. Read it before `items` and `itemsOf`. */
  readonly changes = signal(0)
  /** Items that are only in this tab's memory: those being written, and those that couldn't be. */
  readonly unstoredCount = signal(0)
  /** The browser refused to store an item. */
  readonly isStorageFailing = signal(false)
  /** Whose items these are. */
  #user: string | null = null
  #items = new Map<string, OutboxFacts>()
  readonly #byDocument = new Map<string, Set<string>>()
  readonly #unstored = new Map<string, OutboxItem>()
  /** Changes that aren't in the database yet. */
  readonly #dirty = new Map<string, OutboxItem | OutboxFacts>()
  readonly #database: Promise<OutboxDatabase | null>
  #others: BroadcastChannel | null
  /** Operations run one after the other, so that nothing is written after a sign-out. */
  #queue: Promise<unknown> = Promise.resolve()
  #willWrite = false

  constructor(openDatabase: () => Promise<OutboxDatabase> = openOutboxDatabase) {
    this.#database = openDatabase().catch(() => null)
    this.#others = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('rmirror-outbox')
    this.#others?.addEventListener('message', ({ data }) => this.#hear(data as OutboxNews))
  }

  get user(): string | null {
    return this.#user
  }

  /** By `keyOf`. */
  get items(): ReadonlyMap<string, OutboxFacts> {
    return this.#items
  }

  /** The items of a document, last changed first. */
  itemsOf(id: string): OutboxFacts[] {
    const keys = [...(this.#byDocument.get(id) ?? [])]
    return keys.flatMap((key) => this.#items.get(key) ?? []).toSorted((a, b) => b.changedAt - a.changedAt)
  }

  /** Shows this user's items, of this visit and earlier ones. Other users' items stay stored, and are shown to nobody. */
  begin(user: string): Promise<void> {
    if (user === this.#user) return this.settled()
    this.#writeNow()
    this.#show(user)
    return this.#inTurn(async (database) => {
      const stored = await readFacts(database, user)
      if (this.#user !== user) return
      // What was changed since is newer.
      for (const facts of stored)
        if (!this.#items.has(keyOf(facts)) && !this.#dirty.has(keyOf(facts))) this.#note(facts)
      this.#count()
    })
  }

  /** Shows nothing; what is stored waits until the user signs in again. */
  end(): void {
    this.#writeNow()
    this.#show(null)
  }

  /** Deletes the user's items in all tabs. */
  async forget(): Promise<void> {
    const user = this.#user
    if (user === null) return
    this.#show(null)
    this.#tell({ user, put: [], removed: [], isForgotten: true })
    await this.#inTurn((database) => forgetItems(database, user))
  }

  /** Adds or replaces an item. It counts from now on, and is stored as soon as the browser has written it. */
  put(item: OutboxItem): void {
    if (item.facts.user !== this.#user) return
    const key = keyOf(item.facts)
    this.#note(item.facts)
    this.#unstored.set(key, item)
    this.#dirty.set(key, item)
    this.#changed()
  }

  /** Removes items, unless one has changed since: its `revision` differs. */
  remove(some: Iterable<OutboxFacts>): void {
    for (const facts of some) {
      const key = keyOf(facts)
      if (facts.user !== this.#user || this.#items.get(key)?.revision !== facts.revision) continue
      this.#drop(facts)
      this.#unstored.delete(key)
      this.#dirty.set(key, facts)
    }
    this.#changed()
  }

  /** undefined: another tab has sent it meanwhile. */
  async read(facts: OutboxFacts): Promise<OutboxItem | undefined> {
    const key = keyOf(facts)
    const unstored = this.#unstored.get(key)
    if (unstored) return unstored
    const text = await this.#inTurn((database) => readText(database, facts))
    if (text) return { facts, text }
    // The news of an item can come after the news that it was sent.
    if (this.#items.get(key)?.revision === facts.revision && !this.#unstored.has(key)) {
      this.#drop(facts)
      this.#count()
    }
    return undefined
  }

  /** Stores the changes so far, and hears of no other tab any more. */
  async close(): Promise<void> {
    await this.settled()
    this.#others?.close()
    this.#others = null
  }

  /** Resolves when all changes so far are stored, or couldn't be. */
  async settled(): Promise<void> {
    await this.#queue
  }

  #changed(): void {
    this.#count()
    this.unstoredCount.value = this.#unstored.size
    if (this.#willWrite) return
    this.#willWrite = true
    // Changes until it's their turn share a transaction.
    this.#queue = this.#queue.then(() => {
      this.#willWrite = false
      return this.#write(this.#takeDirty())
    })
  }

  /** Doesn't read the signal's value, so that effects can change items. */
  #count(): void {
    this.changes.value = this.changes.peek() + 1
  }

  #takeDirty(): Batch {
    const batch: Batch = { put: [], removed: [] }
    for (const change of this.#dirty.values()) {
      if ('text' in change) batch.put.push(change)
      else batch.removed.push(change)
    }
    this.#dirty.clear()
    return batch
  }

  async #write({ put, removed }: Batch): Promise<void> {
    const { user } = put[0]?.facts ?? removed[0] ?? {}
    if (user === undefined) return
    const database = await this.#database
    try {
      if (!database) throw new Error('The browser stores nothing')
      await writeItems(database, put, removed)
      for (const { facts } of put) this.#stored(facts)
      if (this.#unstored.size === 0) this.isStorageFailing.value = false
    } catch {
      // They stay in memory, and are written again with their next change.
      if (put.length > 0 && user === this.#user) this.isStorageFailing.value = true
    }
    this.unstoredCount.value = this.#unstored.size
    this.#tell({ user, put: put.map(({ facts }) => facts), removed })
  }

  #stored(facts: OutboxFacts): void {
    const key = keyOf(facts)
    if (this.#unstored.get(key)?.facts.revision === facts.revision) this.#unstored.delete(key)
  }

  #hear({ user, put, removed, isForgotten }: OutboxNews): void {
    if (user !== this.#user) return
    if (isForgotten) this.#show(user)
    for (const facts of put) if (!this.#unstored.has(keyOf(facts))) this.#note(facts)
    for (const facts of removed) if (!this.#unstored.has(keyOf(facts))) this.#drop(facts)
    this.#count()
  }

  #show(user: string | null): void {
    this.#user = user
    this.#items = new Map()
    this.#byDocument.clear()
    this.#unstored.clear()
    this.#dirty.clear()
    this.unstoredCount.value = 0
    this.isStorageFailing.value = false
    this.#count()
  }

  /** For changes of a user who is about to be another. */
  #writeNow(): void {
    const batch = this.#takeDirty()
    this.#queue = this.#queue.then(() => this.#write(batch))
  }

  #tell(news: OutboxNews): void {
    this.#others?.postMessage(news)
  }

  #note(facts: OutboxFacts): void {
    const key = keyOf(facts)
    this.#items.set(key, facts)
    const keys = this.#byDocument.get(facts.id)
    if (keys) keys.add(key)
    else this.#byDocument.set(facts.id, new Set([key]))
  }

  #drop(facts: OutboxFacts): void {
    const key = keyOf(facts)
    this.#items.delete(key)
    const keys = this.#byDocument.get(facts.id)
    keys?.delete(key)
    if (keys?.size === 0) this.#byDocument.delete(facts.id)
  }

  #inTurn<T>(work: (database: OutboxDatabase) => Promise<T>): Promise<T | undefined> {
    const turn = this.#queue.then(async () => {
      const database = await this.#database
      return database ? await work(database) : undefined
    })
    const answered = turn.catch(() => undefined)
    this.#queue = answered
    return answered
  }
}
