// SPDX-License-Identifier: AGPL-3.0-or-later
// Connecting Notion: by a pasted token, or by signing in there.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startNotion, workspaceId } from '../../e2e/emulators/notion/notion.mjs'
import { askDatabase, type Program, startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { signUp } from './library.ts'

const office = '33333333-3333-4333-8333-333333333333'
let notion: Awaited<ReturnType<typeof startNotion>>
let database: Program
let server: Program
let api: Api
let ada: string
let bob: string

beforeAll(async () => {
  notion = await startNotion({
    workspaces: [
      { id: workspaceId, name: "Kim's Notion" },
      { id: office, name: 'Office' },
    ],
    tokens: [{ token: 'ntn_home' }, { token: 'ntn_office', workspace: office }],
  })
  database = await startDatabase()
  server = await startServer(database.said, { RMIRROR_TEST_NOTION_BASE_URL: notion.address }, 'native', 'api')
  api = new Api(server.said)
  ada = await signUp(api, 'ada@example.org')
  bob = await signUp(api, 'bob@example.org')
})

afterAll(async () => {
  for (const program of [server, database]) await program[Symbol.asyncDispose]()
  await notion.close()
})

beforeEach(async () => {
  await askDatabase(database.said, 'DELETE FROM connections; DELETE FROM workspace_history')
  notion.log.clear()
  notion.emulator.faults.set([])
})

const paste = (token: string, asked: string) =>
  api.ask('POST /api/v1/connections', { token: asked, json: { provider: 'notion', token } })
const listed = async (token: string) => (await api.ask('GET /api/v1/connections', { token })).body.items

it('a pasted token is stored once Notion has said what it is for', async () => {
  const added = await paste('ntn_home', ada)
  expect(added.status).toBe(201)
  expect(added.body).toMatchObject({ workspace_id: workspaceId, workspace_name: "Kim's Notion", kind: 'token' })
  expect(await listed(ada)).toEqual([added.body])
  expect((await paste('ntn_office', ada)).body.workspace_name).toBe('Office')
  expect((await paste('ntn_home', ada)).body.id).toBe(added.body.id)
  expect(await listed(ada)).toHaveLength(2)
  expect(notion.log.violations).toEqual([])
})

it('a token that Notion refuses, or that no header can contain, is not stored', async () => {
  for (const token of ['ntn_nobody', 'ntn with blanks', 'ntn_\r\nX: y', 'ntn_é']) {
    const refused = await paste(token, ada)
    expect([refused.status, refused.body.field]).toEqual([400, 'token'])
  }
  expect(await listed(ada)).toEqual([])
})

it.each([
  ['a page of HTML', { status: 502, body: '<html>Bad gateway</html>' }, 502],
  ['an answer that is none', { status: 200, body: '<html>Hello</html>' }, 502],
  ['a dropped connection', { drop: true, times: 2 }, 502],
])('%s stores nothing', async (_, fault, status) => {
  notion.emulator.faults.set([{ path: '/v1/users/me', ...fault }])
  expect((await paste('ntn_home', ada)).status).toBe(status)
  expect(await listed(ada)).toEqual([])
})

it('a workspace stays with the account that connected it first', async () => {
  const { id } = (await paste('ntn_home', ada)).body
  for (const leave of [false, true]) {
    if (leave) await api.ask('DELETE /api/v1/connections/:id', { token: ada }, `/api/v1/connections/${id}`)
    const refused = await paste('ntn_home', bob)
    expect([refused.status, refused.body.type]).toEqual([409, 'workspace_elsewhere'])
  }
  expect(await listed(bob)).toEqual([])
  expect((await paste('ntn_home', ada)).status).toBe(201)
})
