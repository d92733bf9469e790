// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of the backlog go to Claude's emulator in batches: each is read once, even if workers are killed on the way.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { kill, type Program } from '../world/programs.ts'
import { type Device, notebook } from './library.ts'
import { hashOf, numbers, of, put, Reading } from './reading.ts'

let reading: Reading

beforeAll(async () => {
  reading = await Reading.start({ RMIRROR_OCR_BATCH: 'on', RMIRROR_TEST_OCR_BATCH_SECONDS: '1' })
  // From here on the server only answers.
  await reading.restart({}, 'api')
})

afterAll(() => reading[Symbol.asyncDispose]())

beforeEach(() => reading.beginAnew())

/** Pages of a notebook without recent changes. */
async function pushBacklog(email: string, pages: number[]): Promise<Device> {
  const device = await reading.signUp(email)
  const old = { ...notebook(1, pages), last_modified: '2026-01-01T00:00:00.000Z' }
  expect((await device.announceManifest({ scope: 'library', notebooks: [old] })).status).toBe(200)
  for (const answer of await Promise.all(pages.map((page) => put(device, page)))) expect(answer.status).toBe(200)
  return device
}

const hold = (script: object = {}) => reading.configureClaude('PUT', 'script', { ...script, batches: { hold: true } })
const batchOf = (email: string) =>
  `ocr_batches WHERE id IN (SELECT batch_id FROM ocr_batch_pages WHERE ${of(email)}) AND ended_at IS NULL`
const madeBatch = (email: string) => reading.ask(`SELECT coalesce(max(external_id), '') FROM ${batchOf(email)}`)

async function workerWithBatch(email: string): Promise<{ worker: Program; batch: string }> {
  const worker = await reading.startWorker()
  await reading.look(() => madeBatch(email) !== '', 'a batch that was made')
  return { worker, batch: madeBatch(email) }
}

/** Which pages were shown, by how: in a batch, or by themselves. */
async function shown() {
  const { requests, violations } = await reading.claudesLog()
  expect(violations).toEqual([])
  const by = (tier: string) =>
    requests
      .filter(({ usage }) => usage?.service_tier === tier)
      .flatMap(({ images }) => images.map(({ sha256 }) => sha256))
      .sort()
  return { batch: by('batch'), alone: by('standard') }
}

const hashes = (pages: number[]) => pages.map(hashOf).sort()

describe('pages of the backlog', () => {
  it('are read in batches, each once and for half the price', async () => {
    const email = 'ann@example.org'
    const pages = numbers(1, 40)
    const device = await pushBacklog(email, pages)
    await using _worker = await reading.startWorker()
    await reading.untilAllAreRead(device, email)
    expect(await shown()).toEqual({ batch: hashes(pages), alone: [] })
    expect(reading.usage(email)).toBe('40 used, 0 reserved')
    const texts = `SELECT count(DISTINCT ocr_text) FROM pages WHERE ${of(email)}`
    expect(reading.ask(texts)).toBe('40')
    const { body } = await device.page(7)
    for (const { top, bottom } of body.ocr_lines) expect(0 <= top && top < bottom && bottom <= 8).toBe(true)
    expect(reading.ask('SELECT count(*) FROM ocr_batch_pages')).toBe('0')
  })

  it('let pass what was just written', async () => {
    const email = 'bob@example.org'
    await hold()
    const device = await pushBacklog(email, numbers(1, 5))
    const { worker } = await workerWithBatch(email)
    await using _worker = worker
    await device.announceManifest({ scope: 'notebooks', notebooks: [notebook(2, [50])] })
    await put(device.of(2), 50)
    await reading.until(device, email, /^completed 1, processing 5$/)
    expect((await shown()).alone).toEqual(hashes([50]))
    expect(reading.usage(email)).toBe('1 used, 5 reserved')
    await reading.configureClaude('POST', `batches/${madeBatch(email)}`, {})
    await reading.untilAllAreRead(device, email)
    expect(reading.usage(email)).toBe('6 used, 0 reserved')
  })
})

describe('a batch whose worker is killed', () => {
  it.each([
    ['while it runs', ''],
    ['before it noted that there is a batch', `external_id = NULL, look_at = now()`],
  ])('%s is fetched by another', async (_when, lost) => {
    const email = lost ? 'eve@example.org' : 'kim@example.org'
    await hold()
    const pages = numbers(1, 20)
    const device = await pushBacklog(email, pages)
    const { worker, batch } = await workerWithBatch(email)
    await kill(worker)
    if (lost) reading.ask(`UPDATE ocr_batches SET ${lost} WHERE external_id = '${batch}'`)
    expect(reading.usage(email)).toBe('0 used, 20 reserved')
    await using _other = await reading.startWorker()
    await reading.look(() => madeBatch(email) === batch, 'the batch that was lost')
    await reading.configureClaude('POST', `batches/${batch}`, {})
    await reading.untilAllAreRead(device, email)
    expect(await shown()).toEqual({ batch: hashes(pages), alone: [] })
    expect(reading.usage(email)).toBe('20 used, 0 reserved')
  })

  it('before it was asked for is asked for by another', async () => {
    const email = 'lea@example.org'
    await hold()
    const pages = numbers(1, 20)
    const device = await pushBacklog(email, pages)
    const { worker, batch } = await workerWithBatch(email)
    await kill(worker)
    // Claude's own stays on hold, and so never reads.
    reading.ask(
      `UPDATE ocr_batches SET external_id = NULL, asked_at = NULL, look_at = now() WHERE external_id = '${batch}'`,
    )
    await using _other = await reading.startWorker()
    await reading.look(() => !['', batch].includes(madeBatch(email)), 'another batch')
    await reading.configureClaude('POST', `batches/${madeBatch(email)}`, {})
    await reading.untilAllAreRead(device, email)
    expect(reading.usage(email)).toBe('20 used, 0 reserved')
    expect(await shown()).toEqual({ batch: hashes(pages), alone: [] })
  })
})

it('pages in a batch wait while the key is refused, and cost one call', async () => {
  const email = 'ned@example.org'
  const pages = numbers(1, 5)
  const device = await pushBacklog(email, pages)
  const worker = await reading.startWorker({ RMIRROR_ANTHROPIC_API_KEY: 'sk-wrong' })
  const looks = new Set<string>()
  const looksAtBatch = () => looks.add(reading.ask(`SELECT max(look_at) FROM ${batchOf(email)}`)).size
  // None yet, made here, asked for, not taken, and then once a second.
  await reading.look(() => looksAtBatch() > 4, 'a worker that checks the batch and leaves it')
  await kill(worker)
  expect((await reading.claudesLog()).requests).toMatchObject([{ status: 401 }])
  expect(reading.usage(email)).toBe('0 used, 5 reserved')
  await reading.beginAnew()
  await using _other = await reading.startWorker()
  await reading.untilAllAreRead(device, email)
  expect(await shown()).toEqual({ batch: hashes(pages), alone: [] })
})

it('pages that a batch does not bring are read by themselves', async () => {
  const email = 'max@example.org'
  const pages = numbers(1, 20)
  await hold({
    next: [
      { path: 'batch', status: 500 },
      { path: 'batch', not_json: true },
    ],
  })
  const device = await pushBacklog(email, pages)
  const { worker, batch } = await workerWithBatch(email)
  await using _worker = worker
  const expired = reading.ask(`SELECT max(lease_id::text) FROM ocr_batch_pages WHERE ${of(email)}`)
  await reading.configureClaude('POST', `batches/${batch}`, { expired: [expired] })
  await reading.untilAllAreRead(device, email)
  expect((await shown()).alone).toHaveLength(3)
  expect(reading.usage(email)).toBe('20 used, 0 reserved')
  expect(reading.ask(`SELECT count(DISTINCT ocr_text) FROM pages WHERE ${of(email)}`)).toBe('20')
})
