// SPDX-License-Identifier: AGPL-3.0-or-later
// Connecting Notion by signing in there, and the tokens that come of it.
import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startNotion, workspaceId } from '../../e2e/emulators/notion/notion.mjs'
import { askDatabase, kill, type Program, startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { signIn, signUp } from './library.ts'

const publicUrl = 'http://rmirror.example.org'
const office = '33333333-3333-4333-8333-333333333333'
const client = {
  id: 'rmirror',
  secret: 'clientsecret',
  name: 'rMirror',
  redirect_uris: [`${publicUrl}/connections/notion`],
}
let notion: Awaited<ReturnType<typeof startNotion>>
let database: Program
let server: Program
let api: Api
let ada: string
let bob: string
const more: Program[] = []

const settings = () => ({
  RMIRROR_TEST_NOTION_BASE_URL: notion.address,
  RMIRROR_NOTION_CLIENT_ID: client.id,
  RMIRROR_NOTION_CLIENT_SECRET: client.secret,
  RMIRROR_PUBLIC_URL: publicUrl,
  RMIRROR_MASTER_KEYS: `k1:${'A'.repeat(43)}=`,
})
async function another(changed: Record<string, string> = {}) {
  const started = await startServer(database.said, { ...settings(), ...changed }, 'native', 'api')
  more.push(started)
  return { server: started, api: new Api(started.said) }
}

beforeAll(async () => {
  notion = await startNotion({
    workspaces: [
      { id: workspaceId, name: "Kim's Notion" },
      { id: office, name: 'Office' },
    ],
    users: [
      {
        id: '22222222-2222-4222-8222-222222222222',
        name: 'Kim',
        email: 'kim@example.org',
        workspaces: [workspaceId, office],
      },
    ],
    clients: [client],
  })
  database = await startDatabase()
  server = await startServer(database.said, settings(), 'native', 'api')
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

afterEach(async () => {
  for (const program of more.splice(0)) await program[Symbol.asyncDispose]()
})

const paths = {
  authorize: '/api/v1/connections/notion/authorize',
  callback: '/api/v1/connections/notion/callback',
}

async function authorize(token: string, asked = api): Promise<string> {
  const { status, body } = await asked.ask('POST /api/v1/connections/:provider/authorize', { token }, paths.authorize)
  expect(status).toBe(200)
  return body.url
}

/** Presses a button on Notion's page: returns the parameters of its redirect. */
async function press(url: string, pressed: Record<string, string> = { allow: '1' }) {
  const page = new URL(url)
  for (const [name, value] of Object.entries(pressed)) page.searchParams.set(name, value)
  const { headers } = await fetch(page, { redirect: 'manual' })
  const back = new URL(headers.get('location') ?? '')
  expect(`${back.origin}${back.pathname}`).toBe(client.redirect_uris[0])
  return Object.fromEntries(back.searchParams)
}

const finish = (token: string, back: Record<string, string>, asked = api) =>
  asked.ask('POST /api/v1/connections/:provider/callback', { token, json: back }, paths.callback)
const connect = async (token: string, pressed?: Record<string, string>, asked = api) =>
  finish(token, await press(await authorize(token, asked), pressed), asked)
const test = (token: string, id: string, asked = api) =>
  asked.ask('POST /api/v1/connections/:id/test', { token }, `/api/v1/connections/${id}/test`)
const listed = async (token: string) => (await api.ask('GET /api/v1/connections', { token })).body.items
const callsTo = (path: string) => notion.log.requests.filter((request) => request.path.startsWith(path))
const [exchanges, revocations] = [() => callsTo('/v1/oauth/token'), () => callsTo('/v1/oauth/revoke')]
/** The connection of the first workspace: always the same, since the same person gave their consent. */
function bot() {
  const all = [...notion.emulator.connections.all.values()]
  const found = all.find(({ kind, workspace }) => kind === 'oauth' && workspace === workspaceId)
  if (!found) throw new Error('No connection')
  return found
}

it('who signs in at Notion is connected, and sees what was granted', async () => {
  expect((await api.ask('GET /api/v1/connections/notion', { token: ada })).body).toEqual({ can_authorize: true })
  const home = notion.emulator.homeOf(workspaceId).content
  home.page('Journal')
  const { status, body } = await connect(ada)
  expect(status).toBe(201)
  expect(body).toMatchObject({
    workspace_id: workspaceId,
    workspace_name: "Kim's Notion",
    kind: 'oauth',
    status: 'active',
  })
  expect(body.grants).toEqual({ reads_content: true, inserts_content: true, updates_content: true })
  expect(await listed(ada)).toEqual([body])
  const tested = (await test(ada, body.id)).body
  expect(tested).toMatchObject({ is_ok: true, problem: null, workspace_name: "Kim's Notion" })
  expect(tested.pages.map(({ title }: { title: string }) => title)).toContain('Journal')
  expect((await test(bob, body.id)).status).toBe(404)
  expect(notion.log.violations).toEqual([])
})

it('one account can have several workspaces, each once', async () => {
  const first = (await connect(ada)).body
  const second = (await connect(ada, { allow: '1', workspace: office })).body
  expect((await connect(ada)).body.id).toBe(first.id)
  expect((await listed(ada)).map(({ id }: { id: string }) => id)).toEqual([first.id, second.id])
})

it('a state is good once, for who asked, in the same session, for ten minutes', async () => {
  const back = await press(await authorize(ada))
  const other = await signIn(api, 'ada@example.org')
  const forged = { ...back, state: [...(back.state ?? '')].reverse().join('') }
  for (const [token, sent] of [
    [bob, back],
    [other, back],
    [ada, forged],
    [ada, { ...back, state: 'x' }],
  ] as const)
    expect((await finish(token, sent)).body.type).toBe('connect_again')
  await askDatabase(database.said, "UPDATE oauth_states SET expires_at = now() - interval '1 second'")
  expect((await finish(ada, back)).body.type).toBe('connect_again')
  const later = await press(await authorize(ada))
  expect((await finish(ada, later)).status).toBe(201)
  const again = await finish(ada, later)
  expect([again.status, again.body.type]).toEqual([409, 'connect_again'])
  expect(exchanges()).toHaveLength(1)
})

it('a code that is used twice ends what it brought, and says to connect again', async () => {
  const back = await press(await authorize(ada))
  const { id } = (await finish(ada, back)).body
  const { state = '' } = await press(await authorize(ada))
  expect((await finish(ada, { ...back, state })).body.type).toBe('connect_again')
  expect((await test(ada, id)).body).toMatchObject({
    is_ok: false,
    problem: expect.stringContaining('Connect Notion again'),
  })
  expect((await listed(ada))[0].status).toBe('broken')
  expect((await connect(ada)).body).toMatchObject({ id, status: 'active' })
})

it('who does not allow it is connected to nothing', async () => {
  const refused = await connect(ada, { deny: '1' })
  expect([refused.status, refused.body.type]).toEqual([409, 'access_denied'])
  expect(
    (await finish(ada, { error: 'invalid_request', state: (await press(await authorize(ada))).state ?? '' })).body.type,
  ).toBe('connect_again')
  for (const sent of [{ state: 'x' }, { state: 'x', code: 'c', error: 'e' }])
    expect((await finish(ada, sent)).status).toBe(400)
  expect(await listed(ada)).toEqual([])
  expect(exchanges()).toEqual([])
})

it('a server that is killed between exchange and storing leaves nothing, and says to connect again', async () => {
  const killed = await another()
  const back = await press(await authorize(ada, killed.api))
  notion.emulator.faults.set([{ path: '/v1/oauth/token', before: 'answer', hang: true }])
  const answer = finish(ada, back, killed.api).catch(() => 'gone')
  await expect.poll(() => exchanges().length).toBe(1)
  await kill(more.pop() ?? killed.server)
  expect(await answer).toBe('gone')
  expect((await finish(ada, back)).body.type).toBe('connect_again')
  expect(await listed(ada)).toEqual([])
  expect((await connect(ada)).status).toBe(201)
})

it('a workspace that another account has is refused, and shared where the operator allows it', async () => {
  await connect(ada)
  expect((await connect(bob)).body.type).toBe('workspace_elsewhere')
  expect(await listed(bob)).toEqual([])
  const shared = await another({ RMIRROR_NOTION_SHARED: 'on' })
  expect((await connect(bob, undefined, shared.api)).status).toBe(201)
})

it('a blocked workspace can neither be connected nor used', async () => {
  const command = (...words: string[]) =>
    execFileSync('build/native/rmirror-server', words, {
      env: { RMIRROR_DATABASE_URL: database.said },
      encoding: 'utf8',
    })
  const { id } = (await connect(ada)).body
  command('--block-notion-workspace', workspaceId, 'it sent spam')
  expect((await listed(ada))[0]).toMatchObject({ status: 'broken', blocked_because: 'it sent spam' })
  expect((await connect(ada)).body.type).toBe('workspace_blocked')
  expect((await test(ada, id)).body).toMatchObject({ is_ok: false, problem: expect.stringContaining('blocked') })
  expect(command('--unblock-notion-workspace', workspaceId)).toContain('can be connected again')
  expect((await listed(ada))[0]).toMatchObject({ status: 'active', blocked_because: null })
})

it('a token that has ended is refreshed once, by one of all processes', async () => {
  const { id } = (await connect(ada)).body
  const other = await another()
  notion.emulator.connections.end(bot(), 'access')
  notion.log.clear()
  notion.emulator.faults.set([{ path: '/v1/oauth/token', before: 'answer', after_ms: 300 }])
  const tested = await Promise.all([0, 1, 2, 3, 4, 5].map((nth) => test(ada, id, nth % 2 ? api : other.api)))
  expect(tested.map(({ body }) => body.is_ok)).toEqual(tested.map(() => true))
  expect(exchanges()).toHaveLength(1)
  expect((await test(ada, id, other.api)).body.is_ok).toBe(true)
  expect(exchanges()).toHaveLength(1)
})

it('a refresh that is not answered is tried again; when its tokens are lost, it is said to connect again', async () => {
  const { id } = (await connect(ada)).body
  notion.emulator.connections.end(bot(), 'access')
  notion.emulator.faults.set([{ path: '/v1/oauth/token', status: 503 }])
  expect((await test(ada, id)).body).toMatchObject({
    is_ok: false,
    problem: expect.stringContaining('Try again later'),
  })
  expect((await listed(ada))[0].status).toBe('active')
  expect((await test(ada, id)).body.is_ok).toBe(true)
  notion.emulator.connections.end(bot(), 'access')
  notion.emulator.faults.set([{ path: '/v1/oauth/token', before: 'answer', drop: true }])
  expect((await test(ada, id)).body.is_ok).toBe(false)
  expect((await test(ada, id)).body.problem).toContain('Connect Notion again')
  expect((await listed(ada))[0].status).toBe('broken')
})

it('a token that was revoked at Notion is broken until it is connected again', async () => {
  const { id } = (await connect(ada)).body
  notion.emulator.connections.end(bot(), 'both')
  expect((await test(ada, id)).body).toMatchObject({ is_ok: false, pages: [] })
  expect((await listed(ada))[0].status).toBe('broken')
  const calls = notion.log.requests.length
  expect((await test(ada, id)).body.is_ok).toBe(false)
  expect(notion.log.requests).toHaveLength(calls)
  expect((await connect(ada)).body).toMatchObject({ id, status: 'active' })
  expect((await test(ada, id)).body.is_ok).toBe(true)
})

it('disconnecting tells Notion, and stands where Notion does not answer', async () => {
  const remove = (id: string) => api.ask('DELETE /api/v1/connections/:id', { token: ada }, `/api/v1/connections/${id}`)
  expect((await remove((await connect(ada)).body.id)).status).toBe(204)
  await expect.poll(() => revocations().length).toBe(1)
  await expect
    .poll(() => notion.emulator.connections.toJSON().find(({ id }) => id === bot().id)?.access_tokens)
    .toEqual([])
  notion.emulator.faults.set([{ path: '/v1/oauth/revoke', status: 503 }])
  expect((await remove((await connect(ada)).body.id)).status).toBe(204)
  expect(await listed(ada)).toEqual([])
  await expect.poll(() => revocations().length).toBe(2)
})

it('without a client, tokens are pasted', async () => {
  const plain = await another({ RMIRROR_NOTION_CLIENT_ID: '', RMIRROR_NOTION_CLIENT_SECRET: '' })
  expect((await plain.api.ask('GET /api/v1/connections/notion', { token: ada })).body).toEqual({ can_authorize: false })
  const json = { code: 'c', state: 's' }
  for (const refused of [
    await plain.api.ask('POST /api/v1/connections/:provider/authorize', { token: ada }, paths.authorize),
    await plain.api.ask('POST /api/v1/connections/:provider/callback', { token: ada, json }, paths.callback),
  ])
    expect([refused.status, refused.body.type]).toEqual([409, 'paste_a_token'])
})
