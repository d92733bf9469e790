// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends the outbox, one sender for all tabs: when a tab is opened or focused, when the connection is back, and after
// failures with growing delays.
import { signal } from '@preact/signals'
import { ApiProblem, forEachConcurrently } from '@rmirror/shared/api'
import type { PageDocument } from '../documents/document-calls.ts'
import { Backoff } from './backoff.ts'
import type { DraftLocks, Locks } from './draft-locks.ts'
import type { Outbox } from './outbox.ts'
import { keyOf, type OutboxFacts, type OutboxItem, type OutboxProblem, problemOf } from './outbox-item.ts'
import type { SendResult } from './send-item.ts'

export interface SenderTools {
  send: (item: OutboxItem) => Promise<SendResult>
  /** Called with each document that was sent, before its item goes. */
  onSent: (facts: OutboxFacts, document: PageDocument) => void
  /** Whether the user of the outbox is signed in. */
  isSignedIn: () => boolean
  drafts: DraftLocks
  locks: Locks | undefined
  /** Calls `act` after a delay; returns what cancels it. */
  after: (ms: number, act: () => void) => () => void
  random?: () => number
}

/** Items are removed a batch at a time, because each removal is a transaction and a message to the other tabs. */
const batchSize = 100
const concurrency = 4
/** After so many failures in a row it isn't an item's fault. */
const maxFailures = 3

export class Sender {
  /** The last attempt failed, and another will follow. */
  readonly isWaiting = signal(false)
  readonly isSending = signal(false)
  readonly #outbox: Outbox
  readonly #tools: SenderTools
  readonly #backoff: Backoff
  #cancel: () => void = () => {}
  #running: Promise<void> | null = null
  #again = false

  constructor(outbox: Outbox, tools: SenderTools) {
    this.#outbox = outbox
    this.#tools = tools
    this.#backoff = new Backoff(tools.random)
  }

  /** Sends what is there, without waiting for the next attempt. Resolves when there is nothing left to try now. */
  wake(): Promise<void> {
    this.#cancel()
    this.#backoff.reset()
    return this.#start()
  }

  /** Tries items again that wait for a person. */
  async retry(some: Iterable<OutboxFacts>): Promise<void> {
    for (const facts of some) {
      const item = await this.#outbox.read(facts)
      if (item) this.#outbox.put({ ...item, facts: { ...item.facts, problem: null, detail: '' } })
    }
    await this.wake()
  }

  /** For another user, or none. */
  stop(): void {
    this.#cancel()
    this.#backoff.reset()
    this.isWaiting.value = false
  }

  #start(): Promise<void> {
    if (this.#running) {
      this.#again = true
      return this.#running
    }
    this.#running = this.#runUntilDone().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #runUntilDone(): Promise<void> {
    do {
      this.#again = false
      await this.#withLock(() => this.#pass())
    } while (this.#again)
  }

  async #withLock(work: () => Promise<void>): Promise<void> {
    const { locks } = this.#tools
    if (locks) await locks.request('rmirror.outbox', () => work())
    else await work()
  }

  /** Goes through all items once. */
  async #pass(): Promise<void> {
    const waiting = [...this.#outbox.items.values()]
      .filter(({ problem }) => problem === null || problem === 'unreachable')
      .sort((a, b) => a.changedAt - b.changedAt)
    if (waiting.length === 0 || !this.#tools.isSignedIn()) {
      this.isWaiting.value = waiting.length > 0
      return
    }
    this.isSending.value = true
    const failures = new Failures()
    for (let next = 0; next < waiting.length && !failures.isLasting; next += batchSize) {
      const sent: OutboxFacts[] = []
      await forEachConcurrently(waiting.slice(next, next + batchSize), concurrency, async (facts) => {
        if (failures.isLasting || !this.#tools.isSignedIn()) return
        const wasSent = await this.#sendOne(facts, failures)
        if (wasSent) sent.push(wasSent)
      })
      this.#outbox.remove(sent)
    }
    this.isSending.value = false
    this.isWaiting.value = failures.count > 0
    if (failures.count === 0) return this.#backoff.reset()
    if (this.#tools.isSignedIn())
      this.#cancel = this.#tools.after(this.#backoff.next(failures.retryAfterMs), () => void this.#start())
  }

  /** The facts of what was sent; undefined if the item stays. */
  async #sendOne(facts: OutboxFacts, failures: Failures): Promise<OutboxFacts | undefined> {
    // An editor sends its own item.
    const release = await this.#tools.drafts.claim(facts.draft)
    if (!release) return undefined
    try {
      // It may have been sent or changed before the lock was there.
      const current = this.#outbox.items.get(keyOf(facts))
      const item = current && (await this.#outbox.read(current))
      if (!item) return undefined
      return await this.#sendItem(item)
    } catch (error) {
      failures.add(error)
      return undefined
    } finally {
      release()
    }
  }

  /** Rejects if the item may be sent later. */
  async #sendItem(item: OutboxItem): Promise<OutboxFacts | undefined> {
    try {
      const result = await this.#tools.send(this.#noteAttempt(item))
      if (result.kind === 'sent') {
        this.#tools.onSent(item.facts, result.document)
        return item.facts
      }
      if (result.kind === 'conflict') this.#hold(item, 'conflict')
      else {
        const { notebook_uuid, page_uuid, page_number } = result.text.base
        const place = { notebook_uuid, page_uuid, page_number }
        const edit: OutboxItem = { facts: { ...item.facts, kind: 'edit', place }, text: result.text }
        this.#outbox.put(edit)
        return await this.#sendItem(edit)
      }
    } catch (error) {
      const problem = problemOf(error)
      if (!problem) throw error
      this.#hold(item, problem, error instanceof ApiProblem ? error.message : '')
    }
    return undefined
  }

  /** Remembers what is sent first of a note, in case its answer is lost. */
  #noteAttempt(item: OutboxItem): OutboxItem {
    const { facts, text } = item
    if (text.kind !== 'note' || text.sentContent !== null) return item
    const attempted = { facts, text: { ...text, sentContent: text.content } }
    this.#outbox.put(attempted)
    return item
  }

  #hold({ facts, text }: OutboxItem, problem: OutboxProblem, detail = ''): void {
    if (this.#outbox.items.get(keyOf(facts))?.revision !== facts.revision) return
    this.#outbox.put({ facts: { ...facts, problem, detail }, text })
  }
}

/** Failures that may pass. */
class Failures {
  count = 0
  retryAfterMs = 0

  add(error: unknown): void {
    this.count++
    if (error instanceof ApiProblem) this.retryAfterMs = Math.max(this.retryAfterMs, error.retryAfterMs ?? 0)
  }

  get isLasting(): boolean {
    return this.count >= maxFailures
  }
}
