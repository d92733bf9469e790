// SPDX-License-Identifier: AGPL-3.0-or-later
// Todos as rows of a database of their own in Notion: each once, by few calls, and nothing of the person's overwritten.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuid } from '../library.ts'
import { Delivering, type Person } from './delivering.ts'
import { callsOf, complete, emptyLibrary, libraryOfPages, TodoDatabase, todosOf } from './todo-database.ts'

let world: Delivering
beforeAll(async () => {
  world = await Delivering.start()
})
afterAll(() => world[Symbol.asyncDispose]())

const properties = 'PATCH /v1/pages/:id'
const texts = ['**Date: 5.3.2026**\n\n- [ ] Milk\n- [x] Bread', '- [ ] Call Ann']

async function mirrored(who: string, pages = texts, more: object = {}): Promise<[Person, TodoDatabase]> {
  const kim = await world.person('notion', who, 'todo')
  const database = new TodoDatabase(kim, more)
  await kim.announce(libraryOfPages(pages))
  await kim.setUp({ settings: database.settings })
  return [kim, database]
}

async function untilList(kim: Person, database: TodoDatabase, list: string[]): Promise<void> {
  await kim.until(`${list}`, () => `${database.list}` === `${list.toSorted()}`)
  await kim.untilAtRest()
}

const all = ['o Milk', 'x Bread', 'o Call Ann']

it.concurrent('each todo is a row that says where it comes from, made by a call', async () => {
  const began = Date.now()
  const [kim, database] = await mirrored('rows')
  await untilList(kim, database, all)
  const made = () => callsOf(kim).filter((call) => call === 'POST /v1/pages')
  await kim.until('rows of both notebooks', () => made().length >= 3 + 2)
  await kim.untilAtRest()
  expect(made()).toHaveLength(3 + 2)
  const { properties: milk } = database.row('Milk')
  expect(milk).toMatchObject({
    'Notebook UUID': { rich_text: [{ plain_text: uuid(1) }] },
    'Date Written': { date: { start: '2026-03-05' } },
    Notebook: { rich_text: [{ plain_text: 'Diary' }] },
    ...{ Page: { number: 1 }, Confidence: { number: null } },
    UUID: { rich_text: [{ plain_text: (await todosOf(kim)).find(({ text }) => text === 'Milk')?.id }] },
  })
  expect(Date.parse(milk['Synced At'].date.start)).toBeGreaterThan(began - 60_000)
  const { 'Date Written': date, Page: page } = database.row('Call Ann').properties
  expect([date.date, page.number]).toEqual([null, 2])
  // To the toggle of its page, or to the page here where that came later.
  expect(milk['Link to Source'].url).toMatch(/^https:\/\/www\.notion\.so\/[0-9a-f]{32}#[0-9a-f]{32}$|\/notebooks\//)
  expect(kim.emulated.service.violations).toEqual([])
})

it.concurrent('the row of a notebook that a user removed comes back, and rows of todos stay as they are', async () => {
  const [kim, database] = await mirrored('notebook-removed')
  await untilList(kim, database, all)
  const ids = () => all.map((line) => database.row(line.slice(2)).id)
  const before = ids()
  const { content, source } = kim.emulated.service.state()[kim.who]
  for (const { id } of content.tree(source).children) content.trash(id)
  await kim.announce(libraryOfPages([texts[0] ?? '', `${texts[1]}\n- [ ] Write`]))
  await untilList(kim, database, [...all, 'o Write'])
  await complete(kim, 'Milk')
  await untilList(kim, database, ['x Milk', 'x Bread', 'o Call Ann', 'o Write'])
  expect(ids()).toEqual(before)
  expect(kim.emulated.service.violations).toEqual([])
})

it.concurrent('another text or a tick here is one PATCH, and no change is no call', async () => {
  const [kim, database] = await mirrored('changes')
  await untilList(kim, database, all)
  let before = kim.calls().length
  await complete(kim, 'Call Ann')
  await untilList(kim, database, ['o Milk', 'x Bread', 'x Call Ann'])
  // The box on its page is ticked as well.
  const ofRow = () => callsOf(kim, before).filter((call) => call === properties)
  expect(ofRow()).toHaveLength(1)

  before = kim.calls().length
  await kim.announce(libraryOfPages([texts[0] ?? '', '- [ ] Call Anna']))
  await untilList(kim, database, ['o Milk', 'x Bread', 'x Call Anna'])
  expect(ofRow()).toHaveLength(1)

  before = kim.calls().length
  await kim.announce(libraryOfPages([texts[0] ?? '', '- [ ] Call Anna']))
  const { failed_count } = await kim.syncNow()
  expect([failed_count, callsOf(kim, before)]).toEqual([0, []])
})

it.concurrent('a todo that is gone goes to the trash, a notebook takes its own along, and they come back as they were', async () => {
  const [kim, database] = await mirrored('gone')
  await untilList(kim, database, all)
  await kim.announce(libraryOfPages(['- [ ] Milk', texts[1] ?? '']))
  await untilList(kim, database, ['o Milk', 'o Call Ann'])
  await kim.announce(emptyLibrary)
  await untilList(kim, database, [])
  await kim.announce(libraryOfPages(texts))
  await untilList(kim, database, all)
})

it.concurrent('a row is made once, whatever becomes of the answer', async () => {
  const [kim, database] = await mirrored('doubt', [])
  for (const [nth, fault] of [
    { html: true, before: 'answer' as const },
    { status: 500, before: 'answer' as const },
    { drop: true, before: 'answer' as const },
  ].entries()) {
    const mend = kim.suffer({ ...fault, containing: 'Link to Source', times: 2 })
    await kim.announce(libraryOfPages(texts.slice(0, 1).map((text) => `${text}\n- [ ] Task ${nth}`)))
    await untilList(kim, database, ['o Milk', 'x Bread', `o Task ${nth}`])
    mend()
  }
  expect(kim.calls().filter((call) => call.fault).length).toBeGreaterThanOrEqual(3)
  expect(kim.emulated.service.violations).toEqual([])
})

it.concurrent('Status or Workflow tells as well that a todo is done, whichever the database has', async () => {
  const open = (name: string) => ({ select: { options: [{ name }] } })
  const [kim, database] = await mirrored('status', texts, { Status: { status: {} }, Workflow: open('Not started') })
  await untilList(kim, database, all)
  const statusOf = (task: string) => database.row(task).properties.Status.status.name
  expect([statusOf('Milk'), statusOf('Bread')]).toEqual(['Not started', 'Done'])
  expect(database.row('Milk').properties.Workflow.select).toBeNull()
  await complete(kim, 'Milk')
  await kim.until('a new status', () => statusOf('Milk') === 'Done')

  // It goes away while rows have it.
  database.content.setSchema(database.id, { Status: null })
  await complete(kim, 'Milk', false)
  await kim.until('the other', () => database.row('Milk').properties.Workflow.select?.name === 'Not started')
  await untilList(kim, database, all)
  await kim.announce(libraryOfPages([...texts, '- [ ] Another']))
  await untilList(kim, database, [...all, 'o Another'])
})

it.concurrent('what a user wrote in a row stays when its todo changes elsewhere', async () => {
  const [kim, database] = await mirrored('own', texts, { Status: { status: {} }, Priority: { select: {} } })
  await untilList(kim, database, all)
  const own = { Status: { status: { name: 'In progress' } }, Priority: { select: { name: 'High' } } }
  database.content.setProperties(database.row('Milk').id, own)
  await kim.announce(libraryOfPages([texts[0]?.replace('Milk', 'Milk!') ?? '', texts[1] ?? '']))
  await untilList(kim, database, ['o Milk!', 'x Bread', 'o Call Ann'])
  expect(database.row('Milk!').properties).toMatchObject(own)
})

it.concurrent('a row that a user removed is created again, once', async () => {
  const [kim, database] = await mirrored('trashed')
  await untilList(kim, database, all)
  database.content.trash(database.row('Milk').id)
  await complete(kim, 'Milk')
  await untilList(kim, database, ['x Milk', 'x Bread', 'o Call Ann'])
  database.content.trash(database.row('Milk').id)
  await complete(kim, 'Milk', false)
  await kim.until('what is skipped', async () => (await kim.records()).some(({ status }) => status === 'skipped'))
  await kim.untilAtRest()
  expect(database.list).toEqual(['o Call Ann', 'x Bread'])
})

it.concurrent('a row that a user removed stays away if they want that', async () => {
  const [kim, database] = await mirrored('respected')
  await untilList(kim, database, all)
  await kim.setUp({ settings: { ...database.settings, recreates_removed: 'off' } })
  database.content.trash(database.row('Milk').id)
  await complete(kim, 'Milk')
  await kim.until('what is skipped', async () => (await kim.records()).some(({ status }) => status === 'skipped'))
  await kim.untilAtRest()
  expect(database.list).toEqual(['o Call Ann', 'x Bread'])
  const skipped = (await kim.records()).filter(({ status }) => status === 'skipped')
  expect(skipped.map(({ error_message }) => error_message)).toEqual([
    "It was removed in Notion, so it isn't created again.",
  ])
})

it.concurrent('without a database for them todos go nowhere; chosen later they come, and another gets them all', async () => {
  const kim = await world.person('notion', 'later', 'todo')
  const [first, second] = [new TodoDatabase(kim), new TodoDatabase(kim)]
  await kim.announce(libraryOfPages(texts))
  await kim.setUp()
  await kim.untilAtRest()
  expect(await kim.records()).toEqual([])
  const { body } = await kim.preview()
  expect(body.items).not.toHaveProperty('todo')

  await kim.setUp({ settings: first.settings })
  await untilList(kim, first, all)
  await kim.setUp({ settings: second.settings })
  await untilList(kim, second, all)
  expect(first.rows).toHaveLength(3)
  // Back again: what is there is found.
  await kim.setUp({ settings: first.settings })
  await kim.until('records', async () => (await kim.records()).length === 3)
  await kim.untilAtRest()
  expect(first.list).toEqual(all.toSorted())

  await kim.setUp()
  await kim.until('no records', async () => (await kim.records()).length === 0)
  await kim.untilAtRest()
  expect(second.rows).toHaveLength(3)
})

it.concurrent('what was kept when the mirror was removed is found when it is set up again', async () => {
  const [kim, database] = await mirrored('again')
  await untilList(kim, database, all)
  expect((await kim.integration('DELETE')).status).toBe(204)
  await complete(kim, 'Call Ann')
  await kim.setUp({ settings: database.settings })
  await untilList(kim, database, ['o Milk', 'x Bread', 'x Call Ann'])
  expect((await kim.integration('DELETE', undefined, '', '?made=remove')).status).toBe(204)
  await kim.until('none', () => database.rows.length === 0)
})

it.concurrent('a database that is no good for todos stops it with a sentence that says why, until it is', async () => {
  const kim = await world.person('notion', 'lacking', 'todo')
  const database = new TodoDatabase(kim)
  const settings = database.settings
  database.content.setSchema(database.id, { Page: null })
  await kim.announce(libraryOfPages(texts))
  const reason = 'The to-do database in Notion lacks properties: Page (number). Add them there.'
  expect((await kim.integration('POST', { settings }, '/test')).body).toMatchObject({
    ok: false,
    error_message: reason,
  })
  await kim.setUp({ settings })
  // A page that arrives meanwhile lets it go on, to the next to-do.
  const why = async () => JSON.stringify((await kim.state()).stopped)
  await kim.until('a stop', async () => (await why()).includes(reason))
  database.content.setSchema(database.id, { Page: { number: {} } })
  await untilList(kim, database, all)

  for (const todo_data_source of ['My todos', `${settings.data_source}`.toUpperCase()]) {
    const refused = await kim.integration('PUT', { settings: { ...settings, todo_data_source } })
    expect([refused.status, refused.body.field]).toEqual([400, 'settings.todo_data_source'])
  }
})
