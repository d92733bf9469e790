// SPDX-License-Identifier: AGPL-3.0-or-later
// One refused page stops reading for everybody: a page counts its own refusals, and only a service that refuses
// everything is left alone for a while.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { numbers, of, push, Reading } from '../contract/reading.ts'

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
    await reading.configureClaude('PUT', 'script', { next: [{ status: 403 }, { status: 403 }] })
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
    await reading.configureClaude('PUT', 'script', { rate: 1, faults: [{ status: 404 }] })
    const worker = await reading.startWorker({ RMIRROR_OCR_CONCURRENCY: '2' })
    await reading.look(isPaused, 'a pause')
    await reading.look(() => reading.states(email) === 'pending 3', 'pages that wait')
    for (const page of numbers(11, 13))
      expect((await device.page(page)).body.ocr_error).toMatch(/^Transcription is paused/)
    const { items } = (await device.get('GET /api/v1/sync/queue')).body
    const waiting = items.find(({ status }: { status: string }) => status === 'retry')
    const retry = `/api/v1/sync/queue/${waiting.id}/retry`
    expect((await device.get('POST /api/v1/sync/queue/:id/retry', retry)).status).toBe(204)
    for (const page of numbers(11, 13))
      expect((await device.page(page)).body.ocr_error).toMatch(/^Transcription is paused/)
    await worker[Symbol.asyncDispose]()
    await reading.beginAnew()
    await using _next = await reading.startWorker()
    await reading.untilAllAreRead(device, email)
    expect(isPaused()).toBe(false)
  })
})
