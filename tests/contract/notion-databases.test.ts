// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's databases, for a person who chooses one for their notebooks or makes one, and what each lacks for them.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { uuid } from './library.ts'
import { type NotionHouse, startNotionHouse } from './notion-house.ts'
import type { Json } from './openapi.ts'

let house: NotionHouse
let ada: string
let bob: string

beforeAll(async () => {
  house = await startNotionHouse([uuid(1), uuid(2)])
  ada = await house.signUp('ada')
  bob = await house.signUp('bob')
  await house.connect(ada, 0)
  await house.connect(bob, 1)
})

afterAll(() => house[Symbol.asyncDispose]())

beforeEach(() => {
  house.notion.emulator.faults.set([])
  house.notion.log.clear()
})

const list = (query = '', token = ada) =>
  house.api.ask('GET /api/notion/databases', { token }, `/api/notion/databases${query}`)
const make = (json: Json, token = ada, query = '') =>
  house.api.ask('POST /api/notion/databases', { token, json }, `/api/notion/databases${query}`)
const titles = (found: { title: string }[]) => found.map(({ title }) => title)

it('those edited last come first, twenty at once, the rest by the cursor, and a title is searched for', async () => {
  const content = house.content(1)
  for (let nth = 1; nth <= 25; nth += 1) content.database({ title: `Database ${nth}` })
  const first = (await list('', bob)).body
  expect(first.items).toHaveLength(20)
  const rest = (await list(`?cursor=${first.next}`, bob)).body
  expect(rest.next).toBeNull()
  expect(new Set(titles([...first.items, ...rest.items])).size).toBe(25)
  expect(titles((await list('?q=Database%2025', bob)).body.items)).toEqual(['Database 25'])
  expect(titles((await list('?limit=1&q=no%20such', bob)).body.items)).toEqual([])
  expect(house.notion.log.violations).toEqual([])
})

it('a database that is made has all that notebooks need, and takes them', async () => {
  const page = house.content(0).page('Tablet')
  const made = await make({ page_id: page, title: 'Notebooks' })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ title: 'Notebooks', missing: [] })
  const [listed] = (await list('?q=Notebooks')).body.items
  expect(listed).toMatchObject({ id: made.body.id, title: 'Notebooks', missing: [] })
  const settings = { data_source: made.body.id }
  const path = '/api/v1/integrations/notion/test'
  const test = { token: ada, json: { settings } }
  expect((await house.api.ask('POST /api/v1/integrations/:target_name/test', test, path)).body.ok).toBe(true)
  expect(house.notion.log.violations).toEqual([])
})

it('a database for to-dos has all that they need, beside that of the notebooks', async () => {
  const page_id = house.content(0).page('Both')
  const notebooks = await make({ page_id, title: 'My notebooks', holds: 'notebooks' })
  const todos = await make({ page_id, title: 'My to-dos', holds: 'todos' })
  expect(todos.body).toMatchObject({ missing_for_todos: [] })
  const [listed] = (await list('?q=My%20to-dos')).body.items
  expect([listed.missing, listed.missing_for_todos]).toEqual([todos.body.missing, []])
  expect(notebooks.body.missing_for_todos.map(({ name }: { name: string }) => name)).toContain('Task')
  const settings = { data_source: notebooks.body.id, todo_data_source: todos.body.id }
  const path = '/api/v1/integrations/notion/test'
  const test = { token: ada, json: { settings } }
  expect((await house.api.ask('POST /api/v1/integrations/:target_name/test', test, path)).body.ok).toBe(true)
  expect((await make({ page_id, title: 'x', holds: 'pages' })).status).toBe(400)
  expect(house.notion.log.violations).toEqual([])
})

it('what is missing is told of each, and what stands in its place', async () => {
  const properties = { Title: { title: {} }, UUID: { rich_text: {} }, Pages: { rich_text: {} }, Type: { select: {} } }
  house.content(0).database({ title: 'Reading list', properties, sources: ['Second'] })
  const [found] = (await list('?q=Reading')).body.items
  expect(found.missing).toEqual([
    { name: 'Name', type: 'title', found_type: null },
    { name: 'Path', type: 'rich_text', found_type: null },
    { name: 'Tags', type: 'multi_select', found_type: null },
    { name: 'Pages', type: 'number', found_type: 'rich_text' },
    { name: 'Last Opened', type: 'date', found_type: null },
    { name: 'Last Modified', type: 'date', found_type: null },
    { name: 'Synced At', type: 'date', found_type: null },
    { name: 'Status', type: 'select', found_type: null },
  ])
  expect(titles((await list('?q=Second')).body.items)).toEqual(['Second'])
})

const complete = (id: string, json: Json = {}, token = ada) =>
  house.api.ask('POST /api/notion/databases/:id/properties', { token, json }, `/api/notion/databases/${id}/properties`)
const schemaOf = (source: string) => {
  const { properties } = house.content(0).do('GET', `/data_sources/${source}`)
  return Object.entries<{ type: string }>(properties).map(([name, { type }]) => `${name}: ${type}`)
}
const patches = () => house.notion.log.requests.filter(({ method }) => method === 'PATCH').length

it('the properties that a database lacks are added by one call, once, and all else stays', async () => {
  const properties = { Name: { title: {} }, Path: { rich_text: {} }, Mine: { number: {} } }
  const { id, data_source_id: source } = house.content(0).database({ title: 'Half', properties })
  // A lock keeps people from changing it in Notion's app.
  house.content(0).do('PATCH', `/databases/${id}`, { is_locked: true })
  house.notion.log.clear()
  const done = await complete(source)
  expect(done.body).toMatchObject({ id: source, title: 'Half', missing: [] })
  expect(schemaOf(source).slice(0, 3)).toEqual(['Name: title', 'Path: rich_text', 'Mine: number'])
  expect(schemaOf(source)).toContain('Tags: multi_select')
  expect((await complete(source)).body.missing).toEqual([])
  expect(patches()).toBe(1)

  const todos = house.content(0).database({ title: 'Half', properties: { Task: { title: {} } } }).data_source_id
  expect((await complete(todos, { holds: 'todos' })).body.missing_for_todos).toEqual([])
  expect(house.notion.log.violations).toEqual([])
})

it('a property of another type, or a title of another name, is told, and nothing is added', async () => {
  const other = { Name: { title: {} }, Pages: { rich_text: {} } }
  for (const properties of [other, { Title: { title: {} } }]) {
    const source = house.content(0).database({ title: 'Other', properties }).data_source_id
    const before = schemaOf(source)
    house.notion.log.clear()
    const refused = await complete(source)
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('another type')])
    expect(patches()).toBe(0)
    expect(schemaOf(source)).toEqual(before)
  }
})

it('a database that is gone, not shared, in the trash or not to be changed gets no properties', async () => {
  const content = house.content(0)
  for (const id of [uuid(9), house.content(1).database({ title: "Bob's" }).data_source_id]) {
    const refused = await complete(id)
    expect([refused.status, refused.body.detail]).toEqual([404, expect.stringContaining("doesn't find the database")])
  }
  expect((await complete('x')).status).toBe(404)
  const gone = content.database({ title: 'Gone' })
  content.trash(gone.id)
  expect((await complete(gone.data_source_id)).status).toBeGreaterThanOrEqual(404)
  const source = content.database({ title: 'Refused' }).data_source_id
  for (const [status, answer, words] of [
    [400, 409, "doesn't take these properties"],
    [403, 409, 'Allow it to read, insert and update'],
    [502, 502, "can't be reached"],
  ] as const) {
    house.notion.emulator.faults.set([{ method: 'PATCH', path: '/v1/data_sources', status, times: 1 }])
    const refused = await complete(source)
    expect([refused.status, refused.body.detail]).toEqual([answer, expect.stringContaining(words)])
  }
  expect((await complete(source, { holds: 'pages' })).status).toBe(400)
  expect((await complete(source, {}, await house.signUp('nobody'))).body.type).toBe('notion_not_connected')
})

it('a user without a connection, or a request with a wrong id, is refused', async () => {
  const carol = await house.signUp('carol')
  const page = house.content(0).page('Mine')
  for (const refused of [await list('', carol), await make({ page_id: page, title: 'x' }, carol)])
    expect([refused.status, refused.body.type]).toEqual([404, 'notion_not_connected'])
  for (const query of ['?cursor=x', '?limit=1000', '?limit=0', '?connection_id=x', '?other=1', '?q='])
    expect((await list(query)).status, query).toBe(400)
  const bad: Json[] = [
    ...[{}, { page_id: page }, { title: 'x' }, { page_id: 'x', title: 'x' }, { page_id: page, title: '' }],
    ...[
      { page_id: page, title: 'x'.repeat(201) },
      { page_id: page, title: 'x', other: 1 },
      { page_id: 1, title: 'x' },
    ],
    { page_id: page, title: '\u0000' },
  ]
  for (const json of bad) expect((await make(json)).status, JSON.stringify(json)).toBe(400)
  expect(house.notion.log.requests).toEqual([])
})

it('a page of another workspace, that does not exist or that is in the trash gets no database', async () => {
  for (const page_id of [house.content(1).page("Bob's"), uuid(9)]) {
    const refused = await make({ page_id, title: 'Notebooks' })
    expect([refused.status, refused.body.detail]).toEqual([
      404,
      "Notion doesn't know this page, or it isn't shared with this connection.",
    ])
  }
  const gone = house.content(0).page('Gone')
  house.content(0).trash(gone)
  const refused = await make({ page_id: gone, title: 'Notebooks' })
  expect([refused.status, refused.body.detail]).toEqual([
    409,
    "Notion doesn't take a database on this page. Choose another page.",
  ])
})

it('Notion away, or busy, is told, and nothing is made twice', async () => {
  const page = house.content(0).page('Weather')
  house.notion.emulator.faults.set([{ path: '/v1/databases', status: 502, times: 1 }])
  expect((await make({ page_id: page, title: 'Storm' })).status).toBe(502)
  expect((await list('?q=Storm')).body.items).toEqual([])
  house.notion.emulator.faults.set([{ path: '/v1/search', status: 502, times: 1 }])
  expect((await list()).status).toBe(502)
  house.notion.emulator.faults.set([{ path: '/v1/search', status: 429, retry_after: 7, times: 1 }])
  const busy = await list()
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '7'])
})

it('a token that Notion no longer takes asks for another connection', async () => {
  const dan = await house.signUp('dan')
  house.notion.emulator.found({ id: uuid(3), name: "Dan's" })
  house.notion.emulator.admit({ token: 'ntn_dan', workspace: uuid(3) })
  await house.api.ask('POST /api/v1/connections', { token: dan, json: { provider: 'notion', token: 'ntn_dan' } })
  house.notion.emulator.faults.set([{ authorization: 'Bearer ntn_dan', status: 401, times: 9 }])
  for (const refused of [await list('', dan), await make({ page_id: uuid(9), title: 'x' }, dan)])
    expect([refused.status, refused.body.type]).toEqual([409, 'connect_again'])
})
