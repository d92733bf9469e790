// SPDX-License-Identifier: AGPL-3.0-or-later
// What a day costs has no bound: with one set, all servers of a database together keep to it, to the cent, even if
// some are killed on the way.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Device, notebook } from '../contract/library.ts'
import { hashOf, numbers, of, put, Reading } from '../contract/reading.ts'
import { startOfOneDay } from '../world/one-day.ts'
import { kill, type Program } from '../world/programs.ts'

/** A page of claude-haiku-5-5 is reserved at about a cent and costs a twentieth of it. */
const limit = 0.02

let reading: Reading

beforeAll(async () => {
  reading = await Reading.start({
    RMIRROR_SPEND_LIMIT: String(limit),
    RMIRROR_OCR_CONCURRENCY: '2',
    RMIRROR_TEST_OCR_BATCH_SECONDS: '1',
  })
})
afterAll(() => reading[Symbol.asyncDispose]())
beforeEach(async () => {
  await startOfOneDay()
  await reading.restart({}, 'api')
  for (const table of ['page_images', 'users', 'ocr_batches', 'spend_days', 'reading_state'])
    reading.ask(`DELETE FROM ${table}`)
  reading.ask('INSERT INTO reading_state (has_reader) VALUES (true)')
  await reading.beginAnew()
})

/** In billionths of a dollar, as the database has them. */
const spent = () => Number(reading.ask('SELECT coalesce(sum(nanodollars), 0) FROM spend_days'))
/** The same by the emulator's own price list. */
const billed = async () => {
  const { requests } = await reading.claudesLog()
  return Math.round(requests.reduce((sum, { dollars }) => sum + (dollars ?? 0), 0) * 1e9)
}
const isReached = () => reading.ask('SELECT count(*) FROM spend_days WHERE refused_at IS NOT NULL') === '1'

/** Each page in a notebook of its own, or some would be read by the same call. */
async function pushApart(email: string, pages: number[], last_modified?: string): Promise<Device> {
  const device = await reading.signUp(email)
  const notebooks = pages.map((number) => ({ ...notebook(number, [number]), ...(last_modified && { last_modified }) }))
  expect((await device.announceManifest({ scope: 'library', notebooks })).status).toBe(200)
  for (const page of pages) expect((await put(device.of(page), page)).status).toBe(200)
  return device
}

async function expectToHaveSpentWhatWasBilled(): Promise<void> {
  // Of each call a rest below a billionth is rounded up.
  const { requests } = await reading.claudesLog()
  expect(spent() - (await billed())).toBeGreaterThanOrEqual(0)
  expect(spent() - (await billed())).toBeLessThanOrEqual(requests.length)
}

it('two servers read as many pages as the limit lets them, and the others wait and say why', async () => {
  const ann = 'ann@example.org'
  const pages = numbers(1, 60)
  const device = await pushApart(ann, pages)
  const workers = [await reading.startWorker(), await reading.startWorker()]
  await reading.look(isReached, 'a limit that is reached')
  // Nothing begins any more, so no page is being read when the workers are stopped.
  reading.ask(`UPDATE sync_queue SET run_after = now() + interval '1 hour' WHERE status <> 'processing'`)
  const isQuiet = () => reading.ask(`SELECT count(*) FROM sync_queue WHERE status = 'processing'`) === '0'
  await expect.poll(isQuiet).toBe(true)
  for (const worker of workers) await worker[Symbol.asyncDispose]()
  await expectToHaveSpentWhatWasBilled()
  expect(spent()).toBeLessThanOrEqual(limit * 1e9)
  const waiting = Number(reading.ask(`SELECT count(*) FROM pages WHERE ${of(ann)} AND ocr_status = 'pending'`))
  expect(waiting).toBeGreaterThan(0)
  const read = new Set(await reading.shown())
  const left = pages.filter((page) => !read.has(hashOf(page)))
  const states = []
  for (const page of left) states.push((await device.of(page).page(page)).body)
  expect(new Set(states.map(({ ocr_status }) => ocr_status))).toEqual(new Set(['pending']))
  // Those that were tried say why; the others come after the same pause.
  const reasons = states.flatMap(({ ocr_error }) => ocr_error ?? [])
  expect(reasons.length).toBeGreaterThan(0)
  for (const reason of reasons) expect(reason).toContain('spending limit for today')
  const metrics = await (await fetch(`${reading.url}/metrics`)).text()
  expect(metrics).toContain(`rmirror_spend_limit_dollars ${limit}\n`)
  expect(metrics).toContain('rmirror_spend_limit_reached 1\n')
  expect(Number(/^rmirror_spend_dollars (.*)$/m.exec(metrics)?.[1])).toBeCloseTo(spent() / 1e9, 9)
  // No call is tried before there is room.
  await reading.beginAnew()
  reading.ask(`UPDATE spend_days SET nanodollars = ${limit * 1e9}`)
  reading.ask(`UPDATE sync_queue SET run_after = now() WHERE status = 'retry'`)
  reading.ask('UPDATE reading_state SET paused_because = NULL')
  await using _worker = await reading.startWorker()
  await reading.look(() => reading.ask('SELECT paused_because IS NOT NULL FROM reading_state') === 't', 'a pause')
  const { body: quota } = await device.get('GET /api/v1/quota')
  expect(quota.paused_because).toMatch(/^This server's spending limit for today is reached\./)
  expect((await reading.claudesLog()).requests).toEqual([])
})

it('the pages go on when the next day begins', async () => {
  const bob = 'bob@example.org'
  const device = await pushApart(bob, numbers(61, 63))
  reading.ask(`INSERT INTO spend_days (day, nanodollars) VALUES ((now() AT TIME ZONE 'UTC')::date, ${limit * 1e9})`)
  const worker = await reading.startWorker()
  await reading.look(isReached, 'a limit that is reached')
  await worker[Symbol.asyncDispose]()
  expect((await reading.claudesLog()).requests).toEqual([])
  reading.ask('UPDATE spend_days SET day = day - 1')
  reading.ask(`UPDATE sync_queue SET run_after = now() WHERE status = 'retry'`)
  await using _next = await reading.startWorker()
  await reading.untilAllAreRead(device, bob)
  expect(spent() - limit * 1e9 - (await billed())).toBeLessThanOrEqual(3)
  expect(reading.usage(bob)).toBe('3 used, 0 reserved')
})

it('what a server had reserved that was killed in the middle of a call stays spent', async () => {
  const eve = 'eve@example.org'
  await reading.configureClaude('PUT', 'script', { next: [{ hang: true }] })
  const device = await pushApart(eve, [71])
  const worker = await reading.startWorker()
  await reading.look(async () => (await reading.claudesLog()).requests.length === 1, 'a call under way')
  const reserved = spent()
  expect(reserved).toBeGreaterThan(8_000_000)
  await kill(worker)
  expect(spent()).toBe(reserved)
  await reading.beginAnew()
  reading.ask(`UPDATE sync_queue SET leased_until = now() - interval '1 second' WHERE status = 'processing'`)
  await using _next = await reading.startWorker()
  await reading.untilAllAreRead(device, eve)
  expect(spent() - reserved - (await billed())).toBeLessThanOrEqual(1)
  expect(spent()).toBeGreaterThan(reserved)
})

describe('a limit that is too low', () => {
  const tooLow = { RMIRROR_SPEND_LIMIT: '0.003' }

  it.each(['off', 'on'])('for any page lets it wait, and says so (batches: %s)', async (batches) => {
    const email = `low-${batches}@example.org`
    const page = batches === 'on' ? 102 : 101
    const device = await pushApart(email, [page], '2026-01-01T00:00:00.000Z')
    const worker = await reading.startWorker({ ...tooLow, RMIRROR_OCR_BATCH: batches })
    const error = async () => (await device.of(page).page(page)).body.ocr_error ?? ''
    const saysWhy = async () => {
      reading.hurry()
      return (await error()).includes('costs more')
    }
    await reading.look(saysWhy, 'a page that says why it waits')
    await worker[Symbol.asyncDispose]()
    expect(await error()).toMatch(/costs more than this server spends in a day\. It waits until the administrator/)
    expect(reading.states(email)).toBe('pending 1')
    expect((await reading.claudesLog()).requests).toEqual([])
    expect(reading.usage(email)).toBe('0 used, 1 reserved')
    reading.ask(`UPDATE sync_queue SET run_after = now() WHERE status = 'retry'`)
    await using _raised = await reading.startWorker()
    await reading.untilAllAreRead(device, email)
  })

  it('for several pages in one call lets each be read by itself', async () => {
    const email = 'several@example.org'
    const device = await reading.signUp(email)
    const pages = numbers(111, 113)
    expect((await device.announce(pages)).status).toBe(200)
    for (const page of pages) expect((await put(device, page)).status).toBe(200)
    await using _worker = await reading.startWorker({ RMIRROR_SPEND_LIMIT: '0.011', RMIRROR_OCR_CONCURRENCY: '1' })
    await reading.untilAllAreRead(device, email)
    expect((await reading.claudesLog()).requests.map(({ images }) => images.length)).toEqual([1, 1, 1])
  })

  it('for the rest of a long page says so, and does not pay for its beginning again', async () => {
    const email = 'long@example.org'
    await reading.configureClaude('PUT', 'script', { next: [{ truncate: true, times: 20 }] })
    const device = await pushApart(email, [121])
    await using _worker = await reading.startWorker({ RMIRROR_SPEND_LIMIT: '0.011' })
    await reading.look(() => reading.states(email) === 'failed 1', 'a page that failed')
    expect((await device.of(121).page(121)).body.ocr_error).toContain('costs more than this server spends')
    expect((await reading.claudesLog()).requests).toHaveLength(1)
  })
})

describe('batches', () => {
  const batch = { RMIRROR_OCR_BATCH: 'on', RMIRROR_SPEND_LIMIT: '1' }

  it('cost half, on the day on which they were submitted, whichever server fetches them', async () => {
    const kim = 'kim@example.org'
    await reading.configureClaude('PUT', 'script', { batches: { hold: true } })
    const device = await pushApart(kim, numbers(81, 90), '2026-01-01T00:00:00.000Z')
    const made = () => reading.ask(`SELECT coalesce(max(external_id), '') FROM ocr_batches WHERE ended_at IS NULL`)
    const worker: Program = await reading.startWorker(batch)
    await reading.look(() => made() !== '', 'a batch')
    await kill(worker)
    expect(spent()).toBeGreaterThan(40_000_000)
    reading.ask('UPDATE spend_days SET day = day - 1')
    reading.ask('UPDATE ocr_batches SET spend_reserved_on = spend_reserved_on - 1')
    await reading.configureClaude('POST', `batches/${made()}`, {})
    await using _other = await reading.startWorker(batch)
    await reading.untilAllAreRead(device, kim)
    await expectToHaveSpentWhatWasBilled()
    expect((await reading.claudesLog()).requests.every(({ usage }) => usage?.service_tier !== 'standard')).toBe(true)
    expect(reading.ask('SELECT count(*) FROM spend_days')).toBe('1')
  })

  it('are not asked for when the limit is reached', async () => {
    const lea = 'lea@example.org'
    reading.ask(`INSERT INTO spend_days (day, nanodollars) VALUES ((now() AT TIME ZONE 'UTC')::date, 1e9)`)
    const device = await pushApart(lea, numbers(91, 95), '2026-01-01T00:00:00.000Z')
    await using _worker = await reading.startWorker(batch)
    await reading.look(isReached, 'a limit that is reached')
    const isPaused = () => reading.ask('SELECT paused_because IS NOT NULL FROM reading_state') === 't'
    await reading.look(isPaused, 'a pause')
    expect((await device.of(91).page(91)).body.ocr_error).toContain('spending limit for today')
    expect((await reading.claudesLog()).requests).toEqual([])
  })
})
