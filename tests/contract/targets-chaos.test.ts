// SPDX-License-Identifier: AGPL-3.0-or-later
// Random edits of a library, while calls are cut and workers killed: a receiver of webhooks ends with exactly what the
// library holds, and then nothing happens any more. `make chaos` does more of it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Random } from '../../e2e/emulators/claude/words.mjs'
import { askDatabase, kill, type Program, type Served, serve, start, startServer } from '../world/programs.ts'
import { testSeed } from '../world/seed.ts'
import { Api } from './answers.ts'
import { ChaosLibrary, type Item, markdownOf, type Page } from './chaos-library.ts'
import { Device, png, signUp, uuid } from './library.ts'

/** A failure names it: with TEST_SEED the same edits and faults come again. */
const seed = `${testSeed}`
const rounds = Number(process.env.CHAOS_ROUNDS ?? 40)
const random = new Random(seed)
const library = new ChaosLibrary(random)
const edge = 8
/** Server and workers open the same credentials. */
const settings = {
  RMIRROR_PRIVATE_URLS: 'on',
  RMIRROR_MASTER_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
}

let served: Served
let receiver: Program
let address: string
let api: Api
let token: string
let worker: Program

beforeAll(async () => {
  const emulator = ['e2e/emulators/serve-target.mjs', 'webhook']
  receiver = await start(process.execPath, emulator, {}, (text) => text.startsWith('{'))
  address = JSON.parse(receiver.said).address
  served = await serve(settings, 'api')
  api = new Api(served.server)
  token = await signUp(api, 'kim@example.org')
  const json = { settings: { address: `${address}/hook` } }
  const made = await api.ask('PUT /api/v1/integrations/:target_name', { token, json }, '/api/v1/integrations/webhook')
  await configure('secrets', { '/hook': made.body.drawn.signing_secret })
  worker = await startWorker()
})

afterAll(async () => {
  for (const program of [worker, served, receiver]) await program?.[Symbol.asyncDispose]()
})

const startWorker = () => startServer(served.database, settings, 'native', 'worker')
const ask = (sql: string) => askDatabase(served.database, sql)

async function configure(door: string, body: unknown): Promise<void> {
  const answer = await fetch(`${address}/emulator/${door}`, { method: 'PUT', body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(await answer.text())
}

// biome-ignore lint/suspicious/noExplicitAny: events as they came.
const look = async (door: string): Promise<any> => (await fetch(`${address}/emulator/${door}`)).json()

const deviceOf = (book: Item) => new Device(api, token, book.number)
/** A look may be drawn in another way. */
const pictures = new Map<number, number>()
const pictureOf = ({ look: drawn }: Page) => png(pictures.get(drawn) ?? drawn % 256, edge)

async function sendPictures(): Promise<void> {
  for (const book of library.books.filter((each) => !each.isDeleted))
    for (const page of book.pages) {
      if (random.below(3) > 0) continue
      if (random.below(4) === 0) pictures.set(page.look, random.below(256))
      const answer = await deviceOf(book).put(page.number, {}, '', pictureOf(page), page.look)
      expect(answer.status, `a picture of page ${page.number}`).toBe(200)
    }
}

async function tickSomething(): Promise<void> {
  const { items } = (await api.ask('GET /api/v1/todos', { token }, '/api/v1/todos?limit=200')).body
  const todo = items[random.below(Math.max(items.length, 1))]
  if (todo) await deviceOf(library.items[0] as Item).completeTodo(todo.id, !todo.is_completed)
}

const faults = [
  { drop: true, before: 'reading' },
  { drop: true, before: 'effect' },
  { drop: true, before: 'answer' },
  { status: 500 },
  { status: 503, before: 'answer' },
  { after_ms: 300 },
]

async function round(): Promise<void> {
  for (let edits = 1 + random.below(4); edits > 0; edits--) library.edit()
  const next = random.shuffled(faults).slice(0, random.below(4))
  await configure('faults', next)
  const json = library.manifest(random.below(4) === 0 ? 'library' : 'notebooks')
  expect((await api.ask('POST /api/v1/sync/manifest', { token, json })).status).toBe(200)
  if (random.below(2) === 0) await sendPictures()
  if (random.below(2) === 0) await tickSomething()
  if (random.below(6) > 0) return
  await kill(worker)
  // A lease runs out long after the last call of who had it.
  while ((await look('log')).under_way > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  ask(`UPDATE sync_queue SET leased_until = now() WHERE status = 'processing'`)
  worker = await startWorker()
}

/** What only waits for the clock is due at once. */
const hurry = () =>
  ask(`UPDATE queue_holds SET until = now();
       UPDATE sync_queue SET run_after = now(), attempts = 1 WHERE status = 'retry'; NOTIFY rmirror_queue`)

const unfinished = () =>
  ask(`SELECT (SELECT count(*) FROM sync_queue WHERE target_name = 'webhook' AND status IN ('pending', 'processing', 'retry'))
            + (SELECT count(*) FROM sync_passes WHERE stage <> 'done')
            + (SELECT count(*) FROM integrations JOIN change_counters USING (user_id) WHERE cursor_change < last)`)

async function settle(): Promise<void> {
  await configure('faults', [])
  const left = () => {
    hurry()
    return unfinished()
  }
  await expect.poll(left, { message: 'what is left to deliver' }).toBe('0')
}

/** By type and id what the receiver must hold of a notebook, as the API shows it. */
async function expectedOf(book: Item, id: string): Promise<[string, object][]> {
  const notebook_uuid = uuid(book.number)
  const common = { notebook_uuid, visible_name: book.name, full_path: library.pathOf(book), tags: book.tags }
  const rest = { document_type: 'notebook', authors: [], is_pinned: book.isPinned }
  const items: [string, object][] = [
    [`notebook ${id}`, { id, notebook_uuid, pages: book.pages.map(({ number }) => uuid(number)) }],
    [`notebook_metadata ${id}`, { id, ...common, ...rest }],
  ]
  for (const page of book.pages) {
    const shown = (await deviceOf(book).page(page.number)).body
    const place = { notebook_uuid, page_uuid: uuid(page.number) }
    const text = markdownOf(page)
    if (shown.has_image || text)
      items.push([
        `page_text ${shown.id}`,
        { id: shown.id, ...place, text, tags: page.tags, pictures: shown.images.length },
      ])
    expect(shown.todos.map((todo: { text: string }) => todo.text)).toEqual(page.tasks.map((task) => task.text))
    for (const todo of shown.todos)
      items.push([`todo ${todo.id}`, { id: todo.id, ...place, text: todo.text, is_completed: todo.is_completed }])
    const marks = shown.highlights.map((mark: { original_text: string }) => mark.original_text)
    expect(marks).toEqual(page.marks.map((mark) => mark.text))
    for (const { id: mark, original_text, note, color } of shown.highlights)
      items.push([`highlight ${mark}`, { id: mark, ...place, text: original_text, note, color }])
  }
  return items
}

async function expected(): Promise<Record<string, object>> {
  const { items } = (await api.ask('GET /api/v1/notebooks/tree', { token })).body
  const ids = new Map(items.map((item: { notebook_uuid: string; id: string }) => [item.notebook_uuid, item.id]))
  const books = library.books.filter((book) => !library.isGone(book))
  const all = await Promise.all(books.map((book) => expectedOf(book, `${ids.get(uuid(book.number))}`)))
  return Object.fromEntries(all.flat().sort())
}

/** Without what does not belong to the item; of pictures how many. */
async function received(): Promise<Record<string, object>> {
  const { items } = await look('state')
  const shown = Object.entries<Record<string, unknown>>(items['/hook'] ?? {}).map(([key, { context: _, ...item }]) => {
    const count = Array.isArray(item.pictures) ? { pictures: item.pictures.length } : {}
    return [key, { ...item, ...count }] as const
  })
  return Object.fromEntries(shown.sort(([a], [b]) => (a < b ? -1 : 1)))
}

it(`${rounds} rounds of edits end with what the library holds at a receiver (seed ${seed})`, async () => {
  for (let done = 0; done < rounds; done++) {
    await round()
    // Not only at the end: a mistake shows soon after it was made.
    if (done % 20 === 19) {
      await settle()
      expect(await received(), `after ${done + 1} rounds`).toEqual(await expected())
    }
  }
  await settle()
  expect(await received()).toEqual(await expected())
  const { violations } = await look('log')
  expect(violations).toEqual([])
  expect(ask(`SELECT count(*) FROM sync_queue WHERE status = 'failed'`)).toBe('0')

  // At rest nothing is compared, and nothing is called.
  const state = () =>
    ask(
      `SELECT (SELECT string_agg(xmin::text, ' ') FROM integrations) || ' ' || (SELECT max(xmin::text::bigint) FROM sync_records)`,
    )
  const calls = async () => (await look('log')).requests.length
  // A worker that ended has written all that it notes after its last call.
  await worker[Symbol.asyncDispose]()
  const before = [state(), await calls()]
  worker = await startWorker()
  await api.ask('POST /api/v1/sync/manifest', { token, json: library.manifest('library') })
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect([state(), await calls()]).toEqual(before)
})
