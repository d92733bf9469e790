// SPDX-License-Identifier: AGPL-3.0-or-later
// A library on its way to Notion while a fifth of all calls fail and workers are killed: every page is there once, in
// its order, with its picture and the words it has at the end; by the seed in one row a notebook or in several. `make chaos` does it with
// 1,000 pages.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Random } from '../../../e2e/emulators/claude/words.mjs'
import type { Fault } from '../../../e2e/emulators/targets/faults.mjs'
import { kill, type Program } from '../../world/programs.ts'
import { startRedis } from '../../world/redis.ts'
import { testSeed } from '../../world/seed.ts'
import { png, uuid } from '../library.ts'
import { Delivering, type Person } from './delivering.ts'
import { alive, type Node, rows, titleOf, wordsOf } from './mirror.ts'

/** A failure names it: with TEST_SEED the same edits come again. */
const seed = `${testSeed}`
const pageCount = Number(process.env.CHAOS_PAGES ?? 100)
const random = new Random(seed)
const perNotebook = 25
const perRow = random.below(2) > 0 ? 5 + random.below(10) : 500
const callsPerFault = 5
const kills = Math.max(6, pageCount / 25)

const faults: (Fault & { saved?: boolean })[] = [
  { drop: true, before: 'reading' },
  { drop: true, before: 'effect' },
  { drop: true, before: 'answer' },
  { status: 500 },
  { status: 500, before: 'answer' },
  { status: 502, before: 'answer' },
  { status: 504, before: 'answer' },
  { saved: true },
  { status: 409 },
]

interface Page {
  id: number
  lines: string[]
  hasPicture: boolean
}

const books: Page[][] = []
let pages = 0
const word = () => `w${random.below(100_000)}`
const newPage = (): Page => ({
  id: 1000 + pages++,
  lines: Array.from({ length: 1 + random.below(6) }, word),
  hasPicture: random.below(8) === 0,
})
for (let left = pageCount; left > 0; left -= perNotebook)
  books.push(Array.from({ length: Math.min(left, perNotebook) }, newPage))

/** A line changed, added or removed, or a page. */
function edit(): void {
  const book = books[random.below(books.length)] ?? []
  const at = random.below(book.length)
  const lines = book[at]?.lines ?? []
  const line = random.below(lines.length)
  const what = random.below(5)
  if (what === 0) lines[line] = word()
  if (what === 1) lines.splice(line, 0, word())
  if (what === 2 && lines.length > 1) lines.splice(line, 1)
  if (what === 3) book.splice(at, 0, newPage())
  if (what === 4 && book.length > 2) book.splice(at, 1)
}

const nameOf = (nth: number) => `Diary ${nth + 1}`
const numberOf = (line = '') => Number(line.match(/^Page (\d+):/)?.[1])
const manifest = () => ({
  scope: 'library',
  notebooks: books.map((book, nth) => ({
    notebook_uuid: uuid(1 + nth),
    document_type: 'notebook',
    visible_name: nameOf(nth),
    pages: book.map(({ id, lines, hasPicture }) => {
      const text = lines.join('\n\n')
      const ink = hasPicture ? { has_ink: true, ink_hash: `i1:${id}` } : { has_ink: false }
      return { page_uuid: uuid(id), ...ink, typed_text: text, typed_markdown: text }
    }),
  })),
})
/** No two are the same. */
const pictureOf = (id: number) => png(id % 256, 8 + Math.floor(id / 256))
const sent = new Map<string, string>() // Pages, by what their pictures hold.
/** The library as it is now; a page comes once its picture is there. */
async function announce(kim: Person): Promise<void> {
  await kim.announce(manifest())
  for (const [nth, book] of books.entries())
    for (const { id, hasPicture } of book) {
      const bytes = pictureOf(id)
      const digest = Buffer.from(bytes).toString('base64')
      if (!hasPicture || sent.has(digest)) continue
      expect((await kim.device(1 + nth).put(id, {}, '', bytes)).status).toBeLessThan(300)
      sent.set(digest, `picture of ${id}`)
    }
}

const wordsOn = ({ id, lines, hasPicture }: Page) => [...(hasPicture ? [`picture of ${id}`] : []), ...lines].join(' | ')
const expected = () => books.map((book) => book.map((page, nth) => `Page ${nth + 1}: ${wordsOn(page)}`))

/** What images show, by the ids of their blocks: a page keeps its picture. */
const seen = new Map<string, string>()
async function wordsIn(block: Node): Promise<string> {
  if (block.type !== 'image') return wordsOf(block)
  const { file } = block.content as { file?: { url: string } }
  const bytes = seen.has(block.id) ? '' : Buffer.from(await (await fetch(file?.url ?? '')).arrayBuffer())
  if (bytes) seen.set(block.id, sent.get(bytes.toString('base64')) ?? 'another picture')
  return seen.get(block.id) ?? ''
}
async function lineOf(toggle: Node): Promise<string> {
  const words = await Promise.all(alive(toggle.children).map(wordsIn))
  return `${wordsOf(toggle)}: ${words.join(' | ')}`
}
/** Those of a row; what is out of order says so. */
async function linesOf(row: Node): Promise<string[]> {
  const lines = await Promise.all(alive(row.children).map(lineOf))
  return lines.map((line, at) => (at > 0 && numberOf(line) < numberOf(lines[at - 1]) ? `Late: ${line}` : line))
}
/** Pages by their numbers, through all rows of a notebook. */
const shown = (kim: Person) =>
  Promise.all(
    books.map(async (_, nth) => {
      const own = rows(kim).filter((row) => titleOf(row).replace(/ \(\d+\)$/, '') === nameOf(nth))
      const lines = (await Promise.all(own.map(linesOf))).flat()
      return lines.toSorted((one, other) => numberOf(one) - numberOf(other))
    }),
  )

let world: Delivering
let worker: Program
let redis: Program
beforeAll(async () => {
  // It knows the calls that killed workers made: a new one that starts to count again would make too many.
  redis = await startRedis()
  const settings = { RMIRROR_TEST_NOTION_ROW_PAGES: `${perRow}`, RMIRROR_REDIS_URL: redis.said }
  world = await Delivering.start('api', settings)
  worker = await world.startWorker()
})
afterAll(async () => {
  await worker?.[Symbol.asyncDispose]()
  await world?.[Symbol.asyncDispose]()
  await redis?.[Symbol.asyncDispose]()
})

it(
  `${pageCount} pages arrive once each, in their order, whatever fails (seed ${seed}, up to ${perRow} in a row)`,
  async () => {
    const kim = await world.person('notion', 'chaos', 'page_text')
    await announce(kim)
    await kim.setUp()
    // Attempts are counted over hours, which pass at once here. What is locked comes a moment later, or both would wait.
    const hurry = () =>
      world.ask(`
      UPDATE sync_queue SET run_after = now(), attempts = 1
      WHERE user_id = '${kim.id}' AND id IN (SELECT id FROM sync_queue
                                             WHERE user_id = '${kim.id}' AND status = 'retry' FOR UPDATE SKIP LOCKED);
      DELETE FROM queue_holds`)
    const sufferings: (() => void)[] = []
    for (let killed = 0; killed < kills; killed++) {
      const until = kim.calls().length + 10 + random.below(20)
      for (let looks = 0; kim.calls().length < until && looks < 100; looks++) {
        while (sufferings.length * callsPerFault < kim.calls().length)
          sufferings.push(kim.suffer(faults[random.below(faults.length)] as Fault))
        await hurry()
        await sleep(50)
      }
      await kill(worker)
      await world.endLeases()
      for (let edits = random.below(4); edits > 0; edits--) edit()
      await announce(kim)
      worker = await world.startWorker()
    }
    for (const mend of sufferings) mend()
    // Calls have a pace: a minute for each hundred pages. What differs is told best by what is expected below.
    const isRight = async () => `${await shown(kim)}` === `${expected()}`
    for (let minutes = Math.ceil(pageCount / 100); minutes > 0 && !(await isRight()); minutes--) {
      await kim.signIn()
      await kim.until('all pages as they are', isRight).catch(() => undefined)
    }
    await kim.untilAtRest()
    expect(await shown(kim)).toEqual(expected())
    expect(new Set(rows(kim).map(titleOf)).size).toBe(rows(kim).length)
    for (const row of rows(kim))
      expect(alive(row.children).every((toggle) => wordsOf(toggle).startsWith('Page '))).toBe(true)
    expect(kim.emulated.service.violations).toEqual([])
  },
  Math.max(600_000, pageCount * 1_500),
)
