// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it, vi } from 'vitest'
import { OrderError } from './failure.ts'
import type { FromWorker, PageParts, ToWorker } from './orders.ts'
import { Pool, type WorkerLike } from './pool.ts'

const page: PageParts = {
  ink: null,
  index: 0,
  layerMetadata: null,
  highlights: null,
  templateFile: null,
  orientation: 'portrait',
  template: '',
}

/** A worker whose answers the test sends. */
class FarEnd implements WorkerLike {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null
  onerror: ((event: ErrorEvent) => void) | null = null
  readonly heard: ToWorker[] = []
  terminated = false
  postMessage(message: ToWorker): void {
    this.heard.push(message)
  }
  terminate(): void {
    this.terminated = true
  }
  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>)
  }
  /** Like a thread that ends by itself. */
  fail(): void {
    this.onerror?.({ preventDefault() {} } as ErrorEvent)
  }
  /** Answers the current order. */
  answer(answer: unknown): void {
    this.say({ id: this.heard.at(-1)?.id ?? 0, answer })
  }
}

function openPool(size: number) {
  const workers: FarEnd[] = []
  const pool = new Pool(() => {
    const worker = new FarEnd()
    workers.push(worker)
    return worker
  }, size)
  const worker = (position: number) => workers[position] as FarEnd
  return { pool, workers, worker }
}

const summarize = (pool: Pool, width: number, urgency = 0, signal?: AbortSignal) =>
  pool.run('summarize', { page, width }, { urgency: () => urgency, ...(signal && { signal }) })

const widths = (worker: FarEnd) =>
  worker.heard.map((message) => ('order' in message && 'width' in message.order ? message.order.width : 'cancel'))

describe('the pool', () => {
  it('gives each worker one order at a time and the rest when it is done', async () => {
    const { pool, worker } = openPool(2)
    const answers = [1, 2, 3].map((width) => summarize(pool, width))
    expect([widths(worker(0)), widths(worker(1))]).toEqual([[1], [2]])
    worker(1).answer('second')
    expect(widths(worker(1))).toEqual([2, 3])
    worker(0).answer('first')
    worker(1).answer('third')
    expect(await Promise.all(answers)).toEqual(['first', 'second', 'third'])
  })

  it('takes the most urgent order first, and asks for the urgency when a worker is free', async () => {
    const { pool, worker } = openPool(1)
    void summarize(pool, 0)
    let scrolledTo = false
    void summarize(pool, 1, 2)
    void pool.run('summarize', { page, width: 2 }, { urgency: () => (scrolledTo ? 1 : 3) })
    scrolledTo = true
    for (let done = 0; done < 3; done++) worker(0).answer(null)
    expect(widths(worker(0))).toEqual([0, 2, 1])
  })

  it('keeps the order of equals', () => {
    const { pool, worker } = openPool(1)
    for (const width of [0, 1, 2, 3]) void summarize(pool, width, 1)
    for (let done = 0; done < 4; done++) worker(0).answer(null)
    expect(widths(worker(0))).toEqual([0, 1, 2, 3])
  })

  it('forgets an order that is aborted before it began, and tells the worker of one that has', async () => {
    const { pool, worker } = openPool(1)
    const [begun, waiting] = [new AbortController(), new AbortController()]
    const first = summarize(pool, 1, 0, begun.signal)
    const second = summarize(pool, 2, 0, waiting.signal)
    waiting.abort()
    begun.abort()
    await expect(first).rejects.toThrow('aborted')
    await expect(second).rejects.toThrow('aborted')
    expect(widths(worker(0))).toEqual([1, 'cancel'])
    worker(0).say({ id: 1, answer: 'too late' })
    const third = summarize(pool, 3)
    worker(0).answer('third')
    expect(await third).toBe('third')
  })

  const crash = { code: 'crash', message: 'out of memory', crashed: true }

  it('has a page tried once more by a fresh worker when one died at it, and goes on', async () => {
    const { pool, workers, worker } = openPool(1)
    const first = summarize(pool, 1)
    const second = summarize(pool, 2)
    worker(0).say({ id: 1, failure: crash })
    expect(worker(0).terminated).toBe(true)
    expect([workers.length, widths(worker(1))]).toEqual([2, [1]])
    worker(1).say({ id: 1, answer: 'first' })
    worker(1).answer('second')
    expect(await Promise.all([first, second])).toEqual(['first', 'second'])
  })

  it('gives up a page at which two workers died, and no other', async () => {
    const { pool, workers, worker } = openPool(1)
    const first = summarize(pool, 1)
    const second = summarize(pool, 2)
    worker(0).say({ id: 1, failure: crash })
    worker(1).say({ id: 1, failure: crash })
    await expect(first).rejects.toMatchObject({ name: 'OrderError', code: 'crash' })
    expect([workers.length, widths(worker(2))]).toEqual([3, [2]])
    worker(2).answer('second')
    expect(await second).toBe('second')
  })

  it('does not try the next page of a PDF with a worker that does not have the others', async () => {
    const { pool, workers, worker } = openPool(1)
    const next = pool.run('add-pdf-page', { page: { number: 2, tags: [], sourcePage: null } })
    worker(0).say({ id: 1, failure: crash })
    await expect(next).rejects.toMatchObject({ code: 'crash' })
    expect(workers).toHaveLength(1)
  })

  it('rejects every waiting order when it is closed', async () => {
    const { pool, worker } = openPool(1)
    const orders = [summarize(pool, 1), summarize(pool, 2)]
    const expectation = Promise.all(orders.map((order) => expect(order).rejects.toMatchObject({ code: 'ended' })))
    await pool.close()
    await expectation
    expect(worker(0).terminated).toBe(true)
  })

  it('gives up a page that takes two minutes, and the worker that hangs in it', async () => {
    vi.useFakeTimers()
    const { pool, worker } = openPool(1)
    const hanging = summarize(pool, 1)
    const next = summarize(pool, 2)
    const expectation = expect(hanging).rejects.toMatchObject({
      code: 'crash',
      message: expect.stringContaining('too long'),
    })
    vi.advanceTimersByTime(120_000)
    await expectation
    expect(worker(0).terminated).toBe(true)
    worker(1).answer('second')
    expect(await next).toBe('second')
    vi.advanceTimersByTime(120_000)
    expect(worker(1).terminated).toBe(false)
    vi.useRealTimers()
  })

  it('keeps a worker that only refused a page', async () => {
    const { pool, workers, worker } = openPool(1)
    const refused = summarize(pool, 1)
    worker(0).say({ id: 1, failure: { code: 'truncated', message: 'the file ends', crashed: false } })
    await expect(refused).rejects.toEqual(new OrderError('truncated', 'the file ends'))
    expect(workers).toHaveLength(1)
  })

  it('passes news on while an order is being done', async () => {
    const { pool, worker } = openPool(1)
    const news: unknown[] = []
    const reading = pool.run('read', { files: [] }, { onNews: (said) => news.push(said) })
    worker(0).say({ id: 1, news: 'one' })
    worker(0).say({ id: 1, news: 'two' })
    worker(0).answer(null)
    await reading
    expect(news).toEqual(['one', 'two'])
  })

  it('does not start workers over and over that cannot start', async () => {
    const { pool, workers, worker } = openPool(1)
    const order = summarize(pool, 1)
    for (const position of [0, 1]) worker(position).fail()
    await expect(order).rejects.toMatchObject({ code: 'crash' })
    expect(workers).toHaveLength(2)
    const next = summarize(pool, 2)
    expect(workers).toHaveLength(3)
    worker(2).answer('second')
    expect(await next).toBe('second')
  })
})
