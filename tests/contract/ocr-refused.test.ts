// SPDX-License-Identifier: AGPL-3.0-or-later
// A service refuses something: one page, or everything; and who answers questions is not who reads.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { notebook } from './library.ts'
import { hashOf, numbers, of, push, put, Reading } from './reading.ts'

let reading: Reading

beforeAll(async () => {
  reading = await Reading.start()
  await reading.restart({}, 'api')
})

afterAll(() => reading[Symbol.asyncDispose]())

beforeEach(() => reading.beginAnew())

const isPaused = () => reading.ask('SELECT paused_because IS NOT NULL FROM reading_state') === 't'

describe('a page that is refused', () => {
  it('with 403 among five asked together counts an attempt, and the others are read', async () => {
    const email = 'ann@example.org'
    const device = await reading.signUp(email)
    await push(device, numbers(1, 5))
    // All together, then one alone; a word is answered.
    await reading.tellClaude('PUT', 'script', { next: [{ status: 403 }, { status: 403 }] })
    await using _worker = await reading.startWorker({ RMIRROR_OCR_CONCURRENCY: '1' })
    await reading.untilAllAreRead(device, email)
    expect(reading.ask(`SELECT max(attempts) FROM sync_queue WHERE ${of(email)}`)).toBe('2')
    expect(isPaused()).toBe(false)
    const { requests, violations } = await reading.claudesLog()
    expect(violations).toEqual([])
    expect(requests.filter(({ images }) => images.length === 0)).toHaveLength(1)
    expect(reading.usage(email)).toBe('5 used, 0 reserved')
  })
})

describe('a server with one user whose every call is answered 404', () => {
  it('pauses, says so on each page, and goes on when it is answered', async () => {
    const email = 'bob@example.org'
    const device = await reading.signUp(email)
    await push(device, numbers(11, 13))
    await reading.tellClaude('PUT', 'script', { rate: 1, faults: [{ status: 404 }] })
    const worker = await reading.startWorker({ RMIRROR_OCR_CONCURRENCY: '2' })
    await reading.look(isPaused, 'a pause')
    await reading.look(() => reading.states(email) === 'pending 3', 'pages that wait')
    for (const page of numbers(11, 13)) expect((await device.page(page)).body.ocr_error).toContain('RMIRROR_OCR_MODEL')
    const { items } = (await device.get('GET /api/v1/sync/queue')).body
    const waiting = items.find(({ status }: { status: string }) => status === 'retry')
    const retry = `/api/v1/sync/queue/${waiting.id}/retry`
    expect((await device.get('POST /api/v1/sync/queue/:id/retry', retry)).status).toBe(204)
    for (const page of numbers(11, 13)) expect((await device.page(page)).body.ocr_error).toContain('RMIRROR_OCR_MODEL')
    await worker[Symbol.asyncDispose]()
    await reading.beginAnew()
    await using _next = await reading.startWorker()
    await reading.untilAllAreRead(device, email)
    expect(isPaused()).toBe(false)
  })
})

describe('a server that answers without the key, beside a worker that has it', () => {
  it('says that pages are read, and promises no more of them than quota reaches', async () => {
    const email = 'eve@example.org'
    const few = { RMIRROR_FREE_PAGES: '2' }
    await using _worker = await reading.startWorker(few)
    await reading.restart({ ...few, RMIRROR_ANTHROPIC_API_KEY: '' }, 'api')
    const device = await reading.signUp(email)
    await device.tell({ scope: 'library', notebooks: numbers(21, 24).map((number) => notebook(number, [number])) })
    const statuses: number[] = []
    for (const number of numbers(21, 24)) statuses.push((await put(device.of(number), number)).status)
    expect(statuses).toEqual([200, 200, 402, 402])
    const quota = async () => (await device.get('GET /api/v1/quota')).body
    await reading.until(device, email, /^completed 2, pending_quota 2$/)
    for (let asked = 0; asked < 3; asked++)
      expect(await quota()).toMatchObject({ has_reader: true, used: 2, left: 0, deferred_pages: 2 })
    expect(reading.ask(`SELECT count(*) FROM sync_queue WHERE ${of(email)} AND status = 'cancelled'`)).toBe('0')
    expect((await reading.shown()).sort()).toEqual([hashOf(21), hashOf(22)].sort())
  })
})
