// SPDX-License-Identifier: AGPL-3.0-or-later
// A pool of workers with one queue: runs the most urgent order first and replaces a worker that died.
import { OrderError } from './failure.ts'
import type { FromWorker, OrderKind, Orders, ToWorker } from './orders.ts'

/** The part of a browser's `Worker` that is used; Node's threads are adapted to it. */
export interface WorkerLike {
  postMessage(message: ToWorker): void
  terminate(): unknown
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null
  /** It couldn't be started, or ended by itself. */
  onerror: ((event: ErrorEvent) => void) | null
}

export interface OrderOptions<News> {
  signal?: AbortSignal
  /** Lower is sooner. Called whenever a worker becomes free, so that scrolling can change it. */
  urgency?: () => number
  onNews?: (news: News) => void
}

/** Runs orders. Implemented by Pool, and in-process in tests. */
export interface Orderable {
  run<Kind extends OrderKind>(
    kind: Kind,
    request: Orders[Kind]['request'],
    options?: OrderOptions<Orders[Kind]['news']>,
  ): Promise<Orders[Kind]['answer']>
}

interface Limit {
  /** Timeout since a worker's last message; null: none. */
  silenceMs: number | null
  /** Whether another worker retries the order if one died. */
  again: boolean
  /** Sentences for users. */
  crashMessage: string
  silent: string
}

/** No page takes a hundredth of the timeout. */
const ofPage: Limit = {
  silenceMs: 120_000,
  again: true,
  crashMessage: 'rMirror crashed while reading this page',
  silent: 'Reading this page took too long',
}

/**
 * Not retried, because a new worker doesn't have the PDF so far. Saving the largest PDFs takes a fiftieth of the
 * timeout.
 */
const ofPdf: Limit = {
  silenceMs: 300_000,
  again: false,
  crashMessage: "The PDF couldn't be made: MuPDF crashed",
  silent: "The PDF couldn't be made: MuPDF took too long",
}

const ofFile: Limit = {
  silenceMs: 300_000,
  again: false,
  crashMessage: "The file couldn't be processed",
  silent: 'Opening the file took too long',
}

const ofText: Limit = {
  silenceMs: 30_000,
  again: true,
  crashMessage: "The texts couldn't be compared",
  silent: 'Comparing the texts took too long',
}

const limits: Record<OrderKind, Limit> = {
  read: { ...ofFile, silenceMs: null },
  summarize: ofPage,
  open: ofPage,
  draw: ofPage,
  tile: ofPage,
  drawing: ofPage,
  words: ofPage,
  text: ofPage,
  inspect: ofPage,
  ocr: ofPage,
  state: ofPage,
  marks: ofPage,
  upload: ofPage,
  ink: ofPage,
  book: ofFile,
  count: ofFile,
  repair: ofFile,
  merge: ofText,
  diff: ofText,
  'start-pdf': ofPdf,
  'add-pdf-page': ofPdf,
  'finish-pdf': ofPdf,
}

interface PendingOrder {
  id: number
  kind: OrderKind
  message: ToWorker
  urgency: () => number
  onNews: (news: unknown) => void
  resolve: (answer: unknown) => void
  reject: (reason: unknown) => void
  /** Number of workers that died while performing it. */
  crashes: number
}

interface Slot {
  /** null after it died: the next order starts a new one, so that a worker that can't start isn't restarted forever. */
  worker: WorkerLike | null
  current: PendingOrder | null
  silence: ReturnType<typeof setTimeout> | undefined
}

export class Pool implements Orderable {
  readonly #start: () => WorkerLike
  readonly #startDedicatedPool: () => WorkerLike
  readonly #slots: Slot[]
  readonly #queue: PendingOrder[] = []
  #nextId = 1

  /** `startDedicatedPool` starts the workers of `dedicatedPool()`. */
  constructor(start: () => WorkerLike, size: number, startDedicatedPool = start) {
    this.#start = start
    this.#startDedicatedPool = startDedicatedPool
    this.#slots = Array.from({ length: size }, () => ({ worker: null, current: null, silence: undefined }))
  }

  /** Number of orders performed concurrently. */
  get size(): number {
    return this.#slots.length
  }

  /** Starts all workers now, so that the first orders don't wait for them. */
  warmUp(): void {
    for (const slot of this.#slots) this.#workerOf(slot)
  }

  /** Rejects with an OrderError, or with the signal's reason. */
  run<Kind extends OrderKind>(
    kind: Kind,
    request: Orders[Kind]['request'],
    options: OrderOptions<Orders[Kind]['news']> = {},
  ): Promise<Orders[Kind]['answer']> {
    const { signal, urgency = () => 0, onNews = () => {} } = options
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const id = this.#nextId++
      const settled = new AbortController()
      // The signature ties `kind` to `request`; TypeScript can't follow that through the spread.
      const message = { id, order: { kind, ...request } } as ToWorker
      const pending: PendingOrder = {
        id,
        kind,
        message,
        urgency,
        onNews: onNews as (news: unknown) => void,
        resolve(answer) {
          settled.abort()
          resolve(answer as Orders[Kind]['answer'])
        },
        reject(reason) {
          settled.abort()
          reject(reason)
        },
        crashes: 0,
      }
      signal?.addEventListener('abort', () => this.#abort(pending, signal.reason), { signal: settled.signal })
      this.#queue.push(pending)
      this.#dispatch()
    })
  }

  /** One additional worker, for work whose memory must be freed: the caller closes it. */
  dedicatedPool(): Pool {
    return new Pool(this.#startDedicatedPool, 1)
  }

  /** Ends the workers; unfinished orders are rejected. */
  async close(): Promise<void> {
    const slots = this.#slots.splice(0)
    const unfinished = [...slots.flatMap(({ current }) => current ?? []), ...this.#queue.splice(0)]
    for (const slot of slots) {
      clearTimeout(slot.silence)
      if (slot.worker) slot.worker.onerror = null
    }
    for (const { reject } of unfinished) reject(new OrderError('ended', 'The workers were ended'))
    await Promise.all(slots.map(({ worker }) => worker?.terminate()))
  }

  #dispatch(): void {
    for (const slot of this.#slots) {
      if (slot.current) continue
      const next = this.#takeMostUrgent()
      if (!next) return
      slot.current = next
      this.#limitSilence(slot, next)
      this.#workerOf(slot).postMessage(next.message)
    }
  }

  #limitSilence(slot: Slot, { kind }: PendingOrder): void {
    clearTimeout(slot.silence)
    const { silenceMs, silent } = limits[kind]
    if (silenceMs === null) return
    slot.silence = setTimeout(() => {
      this.#giveUp(slot)?.reject(new OrderError('crash', silent))
      this.#dispatch()
    }, silenceMs)
  }

  #takeMostUrgent(): PendingOrder | undefined {
    let best = 0
    let bestUrgency = Number.POSITIVE_INFINITY
    this.#queue.forEach((pending, position) => {
      const urgency = pending.urgency()
      if (urgency < bestUrgency) {
        best = position
        bestUrgency = urgency
      }
    })
    return this.#queue.splice(best, 1)[0]
  }

  #abort(pending: PendingOrder, reason: unknown): void {
    const position = this.#queue.indexOf(pending)
    if (position >= 0) this.#queue.splice(position, 1)
    // A worker that has begun checks for it between two pages; its answer is then ignored.
    const slot = this.#slots.find(({ current }) => current === pending)
    slot?.worker?.postMessage({ id: pending.id, cancel: true })
    pending.reject(reason)
  }

  #workerOf(slot: Slot): WorkerLike {
    if (slot.worker) return slot.worker
    const worker = this.#start()
    worker.onmessage = ({ data }) => this.#receive(slot, data)
    worker.onerror = (event) => {
      event.preventDefault()
      this.#handleCrash(slot)
    }
    slot.worker = worker
    return worker
  }

  #receive(slot: Slot, message: FromWorker): void {
    const pending = slot.current
    if (!pending || pending.id !== message.id) return
    if ('news' in message) {
      this.#limitSilence(slot, pending)
      pending.onNews(message.news)
    } else if ('failure' in message && message.failure.crashed) this.#handleCrash(slot)
    else {
      this.#free(slot)
      if ('answer' in message) pending.resolve(message.answer)
      else pending.reject(new OrderError(message.failure.code, message.failure.message))
      this.#dispatch()
    }
  }

  #free(slot: Slot): void {
    clearTimeout(slot.silence)
    slot.current = null
  }

  /**
   * Handles a worker's death. A new worker retries its order once: the system may have killed it for lack of memory.
   */
  #handleCrash(slot: Slot): void {
    const lost = this.#giveUp(slot)
    if (lost) {
      const { again, crashMessage } = limits[lost.kind]
      lost.crashes++
      if (again && lost.crashes < 2) this.#queue.unshift(lost)
      else lost.reject(new OrderError('crash', crashMessage))
    }
    this.#dispatch()
  }

  /** Ends the worker. Returns the order that it was performing. */
  #giveUp(slot: Slot): PendingOrder | null {
    if (slot.worker) {
      slot.worker.onmessage = null
      slot.worker.onerror = null
      void slot.worker.terminate()
    }
    slot.worker = null
    const { current } = slot
    this.#free(slot)
    return current
  }
}
