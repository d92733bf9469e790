// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's pages, for a client in which a person chooses one: favourites, recents, and the sections of a page.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startNotion, workspaceId } from '../../e2e/emulators/notion/notion.mjs'
import { type Program, startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { signUp, uuid } from './library.ts'

const office = '33333333-3333-4333-8333-333333333333'
const minutes = 60_000
let notion: Awaited<ReturnType<typeof startNotion>>
let database: Program
let server: Program
let api: Api
let ada: string
let bob: string
// biome-ignore lint/suspicious/noExplicitAny: a workspace of the emulator
let home: any
const connections: string[] = []

beforeAll(async () => {
  notion = await startNotion({
    workspaces: [
      { id: workspaceId, name: "Kim's Notion" },
      { id: office, name: 'Office' },
    ],
    tokens: [{ token: 'ntn_home' }, { token: 'ntn_office', workspace: office }],
  })
  home = notion.emulator.homeOf(workspaceId).content
  database = await startDatabase()
  server = await startServer(database.said, { RMIRROR_TEST_NOTION_BASE_URL: notion.address }, 'native', 'api')
  api = new Api(server.said)
  ada = await signUp(api, 'ada@example.org')
  bob = await signUp(api, 'bob@example.org')
  for (const token of ['ntn_home', 'ntn_office'])
    connections.push(
      (await api.ask('POST /api/v1/connections', { token: ada, json: { provider: 'notion', token } })).body.id,
    )
})

afterAll(async () => {
  for (const program of [server, database]) await program[Symbol.asyncDispose]()
  await notion.close()
})

beforeEach(() => notion.log.clear())

const list = (query = '', token = ada) => api.ask('GET /api/notion/pages', { token }, `/api/notion/pages${query}`)
const mark = (method: 'PUT' | 'DELETE', id: string, token = ada) =>
  api.ask(`${method} /api/notion/pages/:id/favourite`, { token }, `/api/notion/pages/${id}/favourite`)
const toc = (id: string, token = ada) =>
  api.ask('GET /api/notion/pages/:id/toc', { token }, `/api/notion/pages/${id}/toc`)
const titles = (pages: { title: string }[]) => pages.map(({ title }) => title)
const text = (type: string, content: string, more = {}) => ({
  type,
  [type]: { rich_text: [{ text: { content } }], ...more },
})

it('those edited last come first, twenty at once, the rest by the cursor', async () => {
  for (let nth = 1; nth <= 25; nth += 1) home.page(`Page ${nth}`)
  const first = (await list()).body
  expect([first.favourites, first.items.length]).toEqual([[], 20])
  const rest = (await list(`?cursor=${first.next}`)).body
  expect(rest.next).toBeNull()
  expect(new Set(titles([...first.items, ...rest.items])).size).toBe(25)
  expect(titles((await list('?q=Page%207')).body.items)).toContain('Page 7')
  expect(notion.log.violations).toEqual([])
})

it('favourites come with the first piece, by title, as they are called now', async () => {
  const [zebra, apple] = [home.page('Zebra'), home.page('Apple')]
  expect((await mark('PUT', zebra)).status).toBe(204)
  expect((await mark('PUT', apple.replaceAll('-', '').toUpperCase())).status).toBe(204)
  const first = (await list()).body
  expect(titles(first.favourites)).toEqual(['Apple', 'Zebra'])
  expect(first.items.find(({ id }: { id: string }) => id === apple).is_favourite).toBe(true)
  home.setProperties(apple, { title: { title: [{ text: { content: 'Pear' } }] } })
  await list()
  expect(titles((await list()).body.favourites)).toEqual(['Pear', 'Zebra'])
  expect((await list(`?cursor=${first.next}`)).body.favourites).toEqual([])
  expect((await mark('DELETE', zebra)).status).toBe(204)
  expect((await mark('DELETE', zebra)).status).toBe(404)
  expect(titles((await list()).body.favourites)).toEqual(['Pear'])
})

it('each connection has its own pages, and shows none of others', async () => {
  const [, second] = connections
  notion.emulator.homeOf(office).content.page('Minutes')
  expect(titles((await list(`?connection_id=${second}`)).body.items)).toEqual(['Minutes'])
  const refused = await list(`?connection_id=${second}`, bob)
  expect([refused.status, refused.body.type]).toEqual([404, 'notion_not_connected'])
  expect((await list('', bob)).status).toBe(404)
})

it('a page that is none, or is not shared, is not found', async () => {
  for (const id of ['no-uuid', '..%2f..%2fusers', uuid(9), uuid(9).replaceAll('-', '')]) {
    expect((await toc(id)).status, id).toBe(404)
    expect((await mark('PUT', id)).status, id).toBe(404)
  }
  for (const query of ['?cursor=x', '?limit=1000', '?limit=0', '?connection_id=x', '?other=1'])
    expect((await list(query)).status, query).toBe(400)
})

it('each section has its heading and its last block', async () => {
  const page = home.page('Journal')
  const ids = home.write(page, [
    text('paragraph', 'before'),
    text('heading_1', 'Monday'),
    text('paragraph', 'rain'),
    text('heading_2', 'Noon'),
    text('paragraph', 'soup'),
    text('heading_1', 'Tuesday', { is_toggleable: true }),
  ])
  const { body } = await toc(page)
  expect(body).toMatchObject({ page_id: page, title: 'Journal', end_block_id: ids[5], is_whole: true })
  expect(body.sections).toEqual([
    { heading_block_id: ids[1], level: 1, title: 'Monday', is_toggle: false, section_end_block_id: ids[4] },
    { heading_block_id: ids[3], level: 2, title: 'Noon', is_toggle: false, section_end_block_id: ids[4] },
    { heading_block_id: ids[5], level: 1, title: 'Tuesday', is_toggle: true, section_end_block_id: ids[5] },
  ])
  expect((await toc(home.page('Empty'))).body).toMatchObject({ sections: [], end_block_id: null })
})

it('sections are read again only when the page was edited', async () => {
  const readings = () => notion.log.requests.filter(({ path }) => path.includes('/children')).length
  const page = home.page('Long ago')
  home.write(page, [text('heading_1', 'One')])
  home.content.get(page).edited -= 10 * minutes
  for (const _ of [1, 2, 3]) expect((await toc(page)).body.sections).toHaveLength(1)
  expect(readings()).toBe(1)
  home.write(page, [text('heading_1', 'Two')])
  for (const _ of [1, 2]) expect((await toc(page)).body.sections).toHaveLength(2)
  expect(readings()).toBe(3)
})
