// SPDX-License-Identifier: AGPL-3.0-or-later
// Workers are killed at random, at critical moments: each page is still transcribed, and charged once.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Random } from '../../e2e/emulators/claude/words.mjs'
import { kill, type Program } from '../world/programs.ts'
import { testSeed } from '../world/seed.ts'
import type { Device } from './library.ts'
import { hashOf, numbers, of, push, Reading } from './reading.ts'

/** A failure names it: with TEST_SEED the same is done once more. */
const seed = `${testSeed}`
const random = new Random(seed)
const email = 'kim@example.org'
const pages = numbers(1, 200)
const byHash = new Map(pages.map((page) => [hashOf(page), page]))

let reading: Reading
let device: Device

beforeAll(async () => {
  reading = await Reading.start()
  // From here on the server only answers.
  await reading.restart({}, 'api')
  device = await reading.signUp(email)
})

afterAll(() => reading[Symbol.asyncDispose]())

const count = (sql: string) => Number(reading.ask(`SELECT count(*) FROM ${sql}`))
const readPages = () => count(`pages WHERE ${of(email)} AND ocr_text <> ''`)
const listed = (sql: string) => reading.ask(sql).split('\n').filter(Boolean).map(Number)
const unwritten = () => new Set(listed(`SELECT page_number FROM pages WHERE ${of(email)} AND ocr_text IS NULL`))
const held = () =>
  listed(
    `SELECT page_number FROM sync_queue JOIN pages ON pages.user_id = sync_queue.user_id AND pages.id = item_key WHERE status = 'processing'`,
  )

/** The pages of each call that was answered well; and how many calls are not answered yet. */
async function calls(): Promise<{ good: number[][]; open: number }> {
  const { requests } = await reading.claudesLog()
  const good = requests.filter(({ status, fault }) => status === 200 && !fault?.length)
  return {
    good: good.map(({ images }) => images.map(({ sha256 }) => byHash.get(sha256) ?? 0)),
    open: requests.filter(({ status, fault, aborted }) => status === null && !fault?.length && !aborted).length,
  }
}

/** Begins a worker, and goes on until the moment at which it is killed; what it answers is done afterwards. */
type Moment = (enough: number) => Promise<{ worker: Program; lock?: Program }>

async function workerThatHasRead(enough: number): Promise<Program> {
  const worker = await reading.startWorker()
  await reading.look(() => readPages() >= enough, `${enough} pages that are read`)
  return worker
}

const moments: Record<string, Moment> = {
  'right after it took pages': async () => {
    const lock = await reading.lockLibrary(email)
    const worker = await reading.startWorker()
    await reading.look(() => held().length > 0, 'a page that a worker claimed')
    return { worker, lock }
  },
  'in the middle of a call': async (enough) => {
    const worker = await workerThatHasRead(enough)
    await reading.look(async () => (await calls()).open > 0, 'a call under way')
    return { worker }
  },
  'between an answer and its end': async (enough) => {
    const worker = await workerThatHasRead(enough)
    const isLost = async () => {
      const { good, open } = await calls()
      const missing = unwritten()
      return open === 0 && good.flat().some((page) => missing.has(page))
    }
    for (let tries = 0; tries < 20; tries++) {
      const lock = await reading.lockLibrary(email)
      for (let looks = 0; looks < 50; looks++) if (await isLost()) return { worker, lock }
      // All of them were about to begin.
      await lock[Symbol.asyncDispose]()
    }
    throw new Error('Never seen: an answer that is not written')
  },
  'at any moment': async (enough) => {
    const worker = await workerThatHasRead(enough)
    for (let looks = random.below(12); looks > 0; looks--) readPages()
    return { worker }
  },
}

/** Each moment twice, in any order, after ever more pages. */
function plan(): { moment: string; enough: number }[] {
  const names = random.shuffled([...Object.keys(moments), ...Object.keys(moments)])
  const points = names.map(() => random.below(150)).sort((a, b) => a - b)
  return names.map((moment, index) => ({ moment, enough: points[index] ?? 0 }))
}

it(`two hundred pages are each read and charged once by workers that are killed (seed ${seed})`, async () => {
  const faults = [{ status: 500 }, { drop: true }, { not_json: true }]
  await reading.configureClaude('PUT', 'script', { rate: 0.2, faults, seed, after_ms: 50 })
  await push(device, pages)
  const mayBeReadAgain = new Map<number, number>()
  for (const { moment, enough } of plan()) {
    const { worker, lock } = await (moments[moment] as Moment)(enough)
    await kill(worker)
    await lock?.[Symbol.asyncDispose]()
    for (const page of held()) mayBeReadAgain.set(page, (mayBeReadAgain.get(page) ?? 0) + 1)
    // What it held is missed at once.
    reading.ask(`UPDATE sync_queue SET leased_until = now() WHERE status = 'processing'`)
  }
  await using _last = await reading.startWorker()
  await reading.untilAllAreRead(device, email)

  expect(reading.usage(email)).toBe('200 used, 0 reserved')
  expect(count(`quota_reservations WHERE ${of(email)}`)).toBe(0)
  expect(count(`sync_queue WHERE ${of(email)} AND completed_at IS NULL`)).toBe(0)
  expect(count(`(SELECT DISTINCT ocr_text FROM pages WHERE ${of(email)}) AS texts`)).toBe(200)
  expect((await reading.claudesLog()).violations).toEqual([])
  const readings = (await calls()).good.flat()
  for (const page of pages) {
    const times = readings.filter((read) => read === page).length
    expect(times, `page ${page}`).toBeGreaterThanOrEqual(1)
    expect(times, `page ${page}`).toBeLessThanOrEqual(1 + (mayBeReadAgain.get(page) ?? 0))
  }
})
