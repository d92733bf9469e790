// SPDX-License-Identifier: AGPL-3.0-or-later
// How much is read, for whom, and in which order: as the quota says, counted where the pages are read.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Device, notebook, page } from './library.ts'
import { hashOf, numbers, of, pictureOf, push, put, Reading } from './reading.ts'

let reading: Reading

beforeAll(async () => {
  reading = await Reading.start({ RMIRROR_FREE_PAGES: '30' })
})

afterAll(() => reading[Symbol.asyncDispose]())

beforeEach(() => reading.beginAnew())

describe('fifty pages that come at once, where thirty may be read', () => {
  const email = 'ann@example.org'
  const pages = numbers(1, 50)

  it('are all stored, thirty are read once each, and twenty are told that they wait', async () => {
    const device = await reading.signUp(email)
    await device.announce(pages)
    const answers = await Promise.all(pages.map((number) => put(device, number)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(30)
    expect(statuses.filter((status) => status === 402)).toHaveLength(20)
    await reading.until(device, email, /^completed 30, pending_quota 20$/)
    const shown = await reading.shown()
    expect(shown).toHaveLength(30)
    expect(new Set(shown).size).toBe(30)
    expect(reading.usage(email)).toBe('30 used, 0 reserved')
    for (const number of pages)
      expect(Buffer.from((await device.image(number)).bytes).equals(pictureOf(number)), `page ${number}`).toBe(true)
  })
})

describe('a subscriber', () => {
  it('has every page read', async () => {
    const email = 'zoe@example.org'
    const device = await reading.signUp(email)
    reading.ask(`INSERT INTO subscriptions (user_id, tier) SELECT id, 'pro' FROM users WHERE email = '${email}'`)
    await push(device, numbers(1, 40))
    await reading.untilAllAreRead(device, email)
    expect((await reading.shown()).sort()).toEqual(numbers(1, 40).map(hashOf).sort())
    const { body } = await device.get('GET /api/v1/quota')
    expect(body).toMatchObject({ limit: null, left: null, used: 40, reserved: 0, deferred_pages: 0 })
  })
})

describe('pages without handwriting', () => {
  it('are not read and cost nothing, even when their pictures are sent', async () => {
    const email = 'max@example.org'
    const device = await reading.signUp(email)
    const blank = { ...page(1), has_ink: false }
    const typed = { ...page(2), has_ink: false, typed_text: 'Shopping' }
    await device.announceManifest({
      scope: 'library',
      notebooks: [{ ...notebook(1, []), pages: [blank, typed, page(3)] }],
    })
    for (const number of [1, 2, 3]) expect((await put(device, number)).status).toBe(200)
    await reading.until(device, email, /^completed 1, skipped 2$/)
    expect(await reading.shown()).toEqual([hashOf(3)])
    expect(reading.usage(email)).toBe('1 used, 0 reserved')
  })
})

describe('a reader that asks for seven seconds of rest', () => {
  it('gets them, and the page has not failed once', async () => {
    const email = 'lea@example.org'
    await reading.configureClaude('PUT', 'script', [{ status: 429, retry_after: 7 }])
    const device = await reading.signUp(email)
    await push(device, [1])
    await reading.untilAllAreRead(device, email)
    const { requests, violations } = await reading.claudesLog()
    expect(requests.map(({ status }) => status)).toEqual([429, 200])
    expect((requests[1]?.at ?? 0) - (requests[0]?.at ?? 0)).toBeGreaterThanOrEqual(7000)
    expect(violations).toEqual([])
    expect(reading.ask(`SELECT attempts FROM sync_queue WHERE ${of(email)}`)).toBe('1')
  })
})

describe('pages that wait for quota', () => {
  const email = 'bob@example.org'
  /** In which they come: neither up nor down. */
  const order = [7, 2, 11, 5, 9, 1, 12, 4, 8, 3, 10, 6]
  /** Each in a notebook of its own, or some would be read by the same call; the higher its number, the newer. */
  const notebooks = order.map((number) => ({
    ...notebook(number, [number]),
    last_modified: new Date(Date.UTC(2026, 0, number)).toISOString(),
  }))
  const settings = { RMIRROR_FREE_PAGES: '5', RMIRROR_OCR_CONCURRENCY: '1' }
  const newestFirst = order.slice(5).sort((a, b) => b - a)
  let device: Device

  beforeAll(async () => {
    await reading.restart(settings)
    device = await reading.signUp(email)
    await device.announceManifest({ scope: 'library', notebooks })
    for (const [index, number] of order.entries())
      expect((await put(device.of(number), number)).status).toBe(index < 5 ? 200 : 402)
    await reading.until(device, email, /^completed 5, pending_quota 7$/)
  })

  function letMonthPass(): void {
    reading.ask(`UPDATE users SET created_at = now() - interval '1 month' WHERE email = '${email}'`)
    reading.ask(`UPDATE quota_usage SET period_start = now() - interval '1 month', reset_at = now() WHERE ${of(email)}`)
  }

  it('are read by when their notebook last changed as soon as a push finds a new month, as far as its quota reaches', async () => {
    letMonthPass()
    expect((await device.announceManifest({ scope: 'library', notebooks })).status).toBe(200)
    await reading.until(device, email, /^completed 10, pending_quota 2$/)
    expect(await reading.shown()).toEqual(newestFirst.slice(0, 5).map(hashOf))
    expect(reading.usage(email)).toBe('5 used, 0 reserved')
  })

  it('are read in the month after that by the server on its own', async () => {
    letMonthPass()
    // What is done every minute is done at the start, too.
    await reading.restart(settings)
    device = device.at(reading.api)
    await reading.untilAllAreRead(device, email)
    expect(await reading.shown()).toEqual(newestFirst.slice(5).map(hashOf))
    expect(reading.usage(email)).toBe('2 used, 0 reserved')
  })
})
