// SPDX-License-Identifier: AGPL-3.0-or-later
// Todos that are completed in Notion are completed here, stay so, and are not sent back.
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Delivering, type Person } from './delivering.ts'
import { rows } from './mirror.ts'
import { callsOf, complete, libraryOfPages, listHere, TodoDatabase } from './todo-database.ts'

let world: Delivering
beforeAll(async () => {
  world = await Delivering.start('all', { RMIRROR_TEST_NOTION_POLL_SECONDS: '1' })
})
afterAll(() => world[Symbol.asyncDispose]())

const texts = ['- [ ] Milk\n- [x] Bread', '- [ ] Call Ann']

async function mirrored(who: string, pages = texts, more: object = {}): Promise<[Person, TodoDatabase]> {
  const kim = await world.person('notion', who, 'todo')
  const database = new TodoDatabase(kim, more)
  await kim.announce(libraryOfPages(pages))
  await kim.setUp({ settings: database.settings })
  await kim.until('all rows', async () => database.list.length > 0 && `${database.list}` === `${await listHere(kim)}`)
  await kim.untilAtRest()
  return [kim, database]
}

const untilHere = (kim: Person, list: string[]) =>
  kim.until(`${list}`, async () => `${await listHere(kim)}` === `${list.toSorted()}`)

/** Of a row; the boxes in the toggle of its page are blocks. */
const properties = 'PATCH /v1/pages/:id'
const query = 'POST /v1/data_sources/'
const queries = (kim: Person, database: TodoDatabase) =>
  kim.calls().filter(({ method, path }) => `${method} ${path}` === `${query}${database.id}/query`)

/** Until changes in Notion have been looked for once more, by a look that begins now. */
async function untilLooked(kim: Person, database: TodoDatabase): Promise<void> {
  const before = queries(kim, database).length
  await kim.until('two looks', () => queries(kim, database).length >= before + 2, false)
}

it.concurrent('a tick in a row completes the todo here, and nothing is sent back', async () => {
  const [kim, database] = await mirrored('tick')
  const before = kim.calls().length
  database.tick('Milk')
  database.tick('Bread', false)
  await untilHere(kim, ['x Milk', 'o Bread', 'o Call Ann'])
  await kim.untilAtRest()
  await untilLooked(kim, database)
  expect(callsOf(kim, before).filter((call) => call === properties)).toEqual([])
  expect(await listHere(kim)).toEqual(database.list)
})

it.concurrent('a page that is read again undoes no tick, unless the tick on paper changes', async () => {
  const [kim, database] = await mirrored('again')
  database.tick('Milk')
  await untilHere(kim, ['x Milk', 'x Bread', 'o Call Ann'])
  await kim.announce(libraryOfPages(['A new line\n\n- [ ] Milk\n- [x] Bread', '- [ ] Call Anna']))
  await kim.until('the new text', () => database.list.includes('o Call Anna'))
  await kim.untilAtRest()
  await untilLooked(kim, database)
  expect(database.list).toEqual(['o Call Anna', 'x Bread', 'x Milk'])
  expect(await listHere(kim)).toEqual(database.list)
  await kim.announce(libraryOfPages(['- [ ] Milk\n- [ ] Bread', '- [ ] Call Anna']))
  await kim.until('the other', () => `${database.list}` === 'o Bread,o Call Anna,x Milk')
})

it.concurrent('a tick here stays, and one in Notion after it counts as well', async () => {
  const [kim, database] = await mirrored('both')
  for (const isCompleted of [true, false, true]) {
    await complete(kim, 'Milk', isCompleted)
    await kim.until('the tick there', () => database.row('Milk').completed === isCompleted)
    await untilLooked(kim, database)
    expect(await listHere(kim)).toContain(isCompleted ? 'x Milk' : 'o Milk')
  }
  database.tick('Milk', false)
  await untilHere(kim, ['o Milk', 'x Bread', 'o Call Ann'])
})

it.concurrent('a status that says so completes a todo too, and what is in progress is not done', async () => {
  const [kim, database] = await mirrored('status', texts, { Status: { status: {} } })
  const before = kim.calls().length
  const set = (task: string, name: string) =>
    database.content.setProperties(database.row(task).id, { Status: { status: { name } } })
  set('Call Ann', 'In progress')
  set('Milk', 'Done')
  await untilHere(kim, ['x Milk', 'x Bread', 'o Call Ann'])
  set('Bread', 'In progress')
  await untilHere(kim, ['x Milk', 'o Bread', 'o Call Ann'])
  await kim.untilAtRest()
  await untilLooked(kim, database)
  expect(callsOf(kim, before).filter((call) => call === properties)).toEqual([])
})

it.concurrent('a property that a user deletes from the database reopens nothing', async () => {
  const more = { Status: { status: {} }, Priority: { select: { options: [{ name: 'High' }] } } }
  const [kim, database] = await mirrored('deleted', texts, more)
  database.content.setSchema(database.id, { Status: null })
  for (const { id } of database.rows) database.content.setProperties(id, { Priority: { select: { name: 'High' } } })
  await untilLooked(kim, database)
  await untilLooked(kim, database)
  database.tick('Call Ann')
  await untilHere(kim, ['o Milk', 'x Bread', 'x Call Ann'])
  expect(await listHere(kim)).toEqual(database.list)
})

it.concurrent('of more than a hundred rows each is seen once, and a copy of a row belongs to no to-do', async () => {
  const many = Array.from({ length: 103 }, (_, nth) => `- [ ] Task ${nth}`).join('\n')
  const [kim, database] = await mirrored('many', [many])
  for (const { task } of database.rows) database.tick(task)
  const { UUID } = database.row('Task 5').properties
  const copy = { Task: { title: [{ text: { content: 'Copy' } }] }, Completed: { checkbox: false } }
  database.content.row(database.id, {
    ...copy,
    UUID: { rich_text: [{ text: { content: UUID.rich_text[0].plain_text } }] },
  })
  const isTicked = (line: string) => line.startsWith('x')
  await kim.until('all ticks', async () => (await listHere(kim)).every(isTicked))
  await kim.untilAtRest()
  await untilLooked(kim, database)
  expect((await listHere(kim)).every(isTicked)).toBe(true)
  expect(kim.emulated.service.violations).toEqual([])
})

it.concurrent('a service that is away, or an answer that makes no sense, delays a tick and loses none', async () => {
  const [kim, database] = await mirrored('away')
  const mend = [{ status: 429, retry_after: 1 }, { html: true }, { drop: true }, { status: 400, body: {} }].map(
    (fault) => kim.suffer({ ...fault, path: `/v1/data_sources/${database.id}/query`, times: 1 }),
  )
  database.tick('Milk')
  await untilHere(kim, ['x Milk', 'x Bread', 'o Call Ann'])
  for (const end of mend) end()
})

it.concurrent('several processes look no more often than one', async () => {
  const [kim, database] = await mirrored('processes')
  const workers = await Promise.all([world.startWorker(), world.startWorker()])
  const before = queries(kim, database).length
  const began = Date.now()
  await setTimeout(3000)
  const seconds = (Date.now() - began) / 1000
  expect(queries(kim, database).length - before).toBeLessThanOrEqual(Math.ceil(seconds) + 1)
  for (const worker of workers) await worker[Symbol.asyncDispose]()
})

interface Block {
  id: string
  type: string
  in_trash: boolean
  content: { rich_text?: { plain_text: string }[]; checked?: boolean }
  children: Block[]
}

/** What is in the toggles of pages, to its last level. */
class Boxes {
  readonly #kim: Person

  constructor(kim: Person) {
    this.#kim = kim
  }

  get #home() {
    return this.#kim.emulated.service.state()[this.#kim.who]
  }

  get all(): Block[] {
    const below = ({ children }: Block): Block[] =>
      children.filter(({ in_trash }) => !in_trash).flatMap((child) => [child, ...below(child)])
    return below(this.#home.content.tree(this.#home.source)).filter(({ type }) => type === 'to_do')
  }

  get list(): string[] {
    return this.all.map((box) => `${box.content.checked ? 'x' : 'o'} ${this.#words(box)}`).toSorted()
  }

  #words = ({ content }: Block) => (content.rich_text ?? []).map(({ plain_text }) => plain_text).join('')

  tick(words: string, checked = true): void {
    const box = this.all.find((each) => this.#words(each) === words)
    this.#home.content.edit(box?.id, { to_do: { checked } })
  }
}

async function withBoxes(who: string, pages: string[]): Promise<[Person, Boxes]> {
  const kim = await world.person('notion', who, 'page_text')
  await kim.announce(libraryOfPages(pages))
  await kim.setUp()
  const boxes = new Boxes(kim)
  await kim.until('all boxes', async () => boxes.list.length > 0 && `${boxes.list}` === `${await listHere(kim)}`)
  await kim.until('the row of the empty notebook', () => rows(kim).length === 2)
  await kim.untilAtRest()
  return [kim, boxes]
}

const looksAtRows = (kim: Person) => kim.calls().filter(({ path }) => path.endsWith('/query')).length
async function untilSeen(kim: Person): Promise<void> {
  const before = looksAtRows(kim)
  await kim.until('two looks', () => looksAtRows(kim) >= before + 2, false)
  await kim.untilAtRest()
}

it.concurrent('a box that is ticked on a page completes its todo here, and no write undoes it', async () => {
  const [kim, boxes] = await withBoxes('box', [
    '- [ ] Milk\n- [x] Bread\n    - [ ] Rye',
    '- [ ] Call **Ann**',
    '- [x] Done',
  ])
  const before = kim.calls().length
  boxes.tick('Milk')
  boxes.tick('Rye')
  boxes.tick('Bread', false)
  await untilHere(kim, ['x Milk', 'o Bread', 'x Rye', 'o Call Ann', 'x Done'])
  await kim.untilAtRest()
  await untilSeen(kim)
  expect(callsOf(kim, before).filter((call) => !call.startsWith('GET '))).toEqual([])
  boxes.tick('Call Ann')
  await untilHere(kim, ['x Milk', 'o Bread', 'x Rye', 'x Call Ann', 'x Done'])

  await complete(kim, 'Milk', false)
  await kim.until('the box', () => boxes.list.includes('o Milk'))
  await untilSeen(kim)
  expect(await listHere(kim)).toContain('o Milk')
  await kim.announce(
    libraryOfPages(['A new line\n\n- [ ] Milk\n- [x] Bread\n    - [ ] Rye', '- [ ] Call **Ann**', '- [x] Done']),
  )
  await untilSeen(kim)
  expect(boxes.list).toEqual(['o Bread', 'o Milk', 'x Call Ann', 'x Done', 'x Rye'])
  expect(kim.emulated.service.violations).toEqual([])
})

it.concurrent('only pages with something left to do are read, and only of rows that a user edited', async () => {
  const [kim, boxes] = await withBoxes('spare', ['- [ ] Milk', '- [x] Bread', 'Words', '- [ ] Butter'])
  await untilSeen(kim)
  const before = kim.calls().length
  await untilSeen(kim)
  expect(callsOf(kim, before)).toEqual([])
  boxes.tick('Milk')
  await untilHere(kim, ['x Milk', 'x Bread', 'o Butter'])
  const reads = callsOf(kim, before).filter((call) => call === 'GET /v1/blocks/:id/children')
  expect(reads.length).toBeLessThanOrEqual(4)
})
