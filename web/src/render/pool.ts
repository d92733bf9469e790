// SPDX-License-Identifier: AGPL-3.0-or-later
// A few workers and one queue: the most urgent order first, a worker that crashed replaced by a fresh one.
import type { FromWorker, OrderKind, Orders, ToWorker } from './protocol.ts'

/** An order could not be done: `code` is stable ("truncated", "crash" ...), `message` is for people. */
export class OrderError extends Error {
  override name = 'OrderError'
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * A worker that is silent for longer is given up. A page takes milliseconds; a PDF tells of each page, and is then saved
 * in one go, for which this is fifty times what a large one needs. Reading files and other exports are never given up.
 */
const patienceMs: Partial<Record<OrderKind, number>> = {
  summarize: 60_000,
  open: 60_000,
  draw: 60_000,
  tile: 60_000,
  state: 60_000,
  upload: 60_000,
  count: 60_000,
  pdf: 300_000,
}

export interface OrderOptions<News> {
  signal?: AbortSignal
  /** Lower is sooner; asked again whenever a worker is free, so that scrolling can change it. */
  urgency?: () => number
  onNews?: (news: News) => void
}

/** The part of `Worker` that is used, so that tests can bring their own. */
export interface WorkerLike {
  postMessage(message: ToWorker): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

interface Waiting {
  id: number
  kind: OrderKind
  message: ToWorker
  urgency: () => number
  onNews: (news: unknown) => void
  resolve: (answer: unknown) => void
  reject: (reason: unknown) => void
}

interface Seat {
  /** null after a crash: the next order starts a fresh one, so that a worker that cannot start is not tried for ever. */
  worker: WorkerLike | null
  busyWith: Waiting | null
  patience: ReturnType<typeof setTimeout> | undefined
}

export class Pool {
  readonly #start: () => WorkerLike
  readonly #startApart: () => WorkerLike
  readonly #seats: Seat[] = []
  readonly #queue: Waiting[] = []
  #nextId = 1

  /** `startApart` starts the workers of `apart()`. */
  constructor(start: () => WorkerLike, size: number, startApart = start) {
    this.#start = start
    this.#startApart = startApart
    for (let i = 0; i < size; i++) {
      const seat: Seat = { worker: null, busyWith: null, patience: undefined }
      this.#seats.push(seat)
      this.#workerOf(seat)
    }
  }

  run<K extends OrderKind>(
    kind: K,
    request: Orders[K]['request'],
    options: OrderOptions<Orders[K]['news']> = {},
  ): Promise<Orders[K]['answer']> {
    const { signal, urgency = () => 0, onNews = () => {} } = options
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const id = this.#nextId++
      const settled = new AbortController()
      // `kind` and `request` belong together by the signature; TypeScript cannot follow that through the spread.
      const message = { id, order: { kind, ...request } } as ToWorker
      const waiting: Waiting = {
        id,
        kind,
        message,
        urgency,
        onNews: onNews as (news: unknown) => void,
        resolve(answer) {
          settled.abort()
          resolve(answer as Orders[K]['answer'])
        },
        reject(reason) {
          settled.abort()
          reject(reason)
        },
      }
      signal?.addEventListener('abort', () => this.#abort(waiting, signal.reason), { signal: settled.signal })
      this.#queue.push(waiting)
      this.#dispatch()
    })
  }

  /** One worker more, for work whose memory is to be given back: close it afterwards. */
  apart(): Pool {
    return new Pool(this.#startApart, 1)
  }

  close(): void {
    for (const seat of this.#seats) seat.worker?.terminate()
    this.#seats.length = 0
  }

  #dispatch(): void {
    for (const seat of this.#seats) {
      if (seat.busyWith) continue
      const next = this.#takeMostUrgent()
      if (!next) return
      seat.busyWith = next
      this.#hope(seat, next)
      this.#workerOf(seat).postMessage(next.message)
    }
  }

  /** Starts the patience with an order anew. */
  #hope(seat: Seat, { kind }: Waiting): void {
    clearTimeout(seat.patience)
    const limit = patienceMs[kind]
    if (limit) seat.patience = setTimeout(() => this.#giveUp(seat, 'Reading this page took too long'), limit)
  }

  #takeMostUrgent(): Waiting | undefined {
    let best = 0
    let bestUrgency = Number.POSITIVE_INFINITY
    this.#queue.forEach((waiting, position) => {
      const urgency = waiting.urgency()
      if (urgency < bestUrgency) {
        best = position
        bestUrgency = urgency
      }
    })
    return this.#queue.splice(best, 1)[0]
  }

  #abort(waiting: Waiting, reason: unknown): void {
    const position = this.#queue.indexOf(waiting)
    if (position >= 0) this.#queue.splice(position, 1)
    // A worker that has begun hears of it between two pages; its answer is then of no interest.
    const seat = this.#seats.find((candidate) => candidate.busyWith === waiting)
    seat?.worker?.postMessage({ id: waiting.id, cancel: true })
    waiting.reject(reason)
  }

  #workerOf(seat: Seat): WorkerLike {
    if (seat.worker) return seat.worker
    const worker = this.#start()
    worker.onmessage = ({ data }) => this.#hear(seat, data)
    worker.onerror = (event) => {
      event.preventDefault()
      this.#giveUp(seat, 'The page reader could not be started')
    }
    seat.worker = worker
    return worker
  }

  #hear(seat: Seat, said: FromWorker): void {
    const waiting = seat.busyWith
    if (!waiting || waiting.id !== said.id) return
    if ('news' in said) {
      this.#hope(seat, waiting)
      waiting.onNews(said.news)
    } else if ('failure' in said && said.failure.crashed) this.#giveUp(seat, said.failure.message)
    else {
      this.#free(seat)
      if ('answer' in said) waiting.resolve(said.answer)
      else waiting.reject(new OrderError(said.failure.code, said.failure.message))
      this.#dispatch()
    }
  }

  #free(seat: Seat): void {
    clearTimeout(seat.patience)
    seat.busyWith = null
  }

  #giveUp(seat: Seat, why: string): void {
    if (seat.worker) {
      seat.worker.onmessage = null
      seat.worker.onerror = null
      seat.worker.terminate()
    }
    seat.worker = null
    const waiting = seat.busyWith
    this.#free(seat)
    waiting?.reject(new OrderError('crash', why))
    this.#dispatch()
  }
}
