// SPDX-License-Identifier: AGPL-3.0-or-later
// Connecting Todoist by signing in there, and the tokens that come of it.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTodoist, type TodoistService } from '../../../e2e/emulators/todoist.mjs'
import { type Program, startDatabase, startServer } from '../../world/programs.ts'
import { Api } from '../answers.ts'
import { signIn, signUp } from '../library.ts'
import { Delivering, type Person } from './delivering.ts'
import { libraryOfPages } from './todo-database.ts'

const publicUrl = 'http://rmirror.example.org'
const client = { id: 'rmirror', secret: 'the secret of rMirror', redirect_uri: `${publicUrl}/connections/todoist` }
const old = { ...client, id: 'an old one', refreshes: false }
const settings = {
  RMIRROR_TODOIST_CLIENT_ID: client.id,
  RMIRROR_TODOIST_CLIENT_SECRET: client.secret,
  RMIRROR_PUBLIC_URL: publicUrl,
  RMIRROR_MASTER_KEYS: `k1:${'A'.repeat(43)}=`,
  RMIRROR_TEST_NOTION_POLL_SECONDS: '1',
}
const ended = 'Todoist no longer accepts this connection. Connect Todoist again.'
const paths = {
  authorize: '/api/v1/connections/todoist/authorize',
  callback: '/api/v1/connections/todoist/callback',
}

let world: Delivering
beforeAll(async () => {
  world = await Delivering.start('all', settings)
  service().oauth.clients = [client, old]
})
afterAll(() => world[Symbol.asyncDispose]())
afterAll(() => expect(service().violations).toEqual([]))

const service = () => world.emulated.todoist?.service as unknown as TodoistService
const pages = ['- [ ] Milk\n- [ ] Bread']

const ask = (token: string, step: keyof typeof paths, json?: Record<string, string>, api = world.api) =>
  api.ask(`POST /api/v1/connections/:provider/${step}`, { token, ...(json && { json }) }, paths[step])

async function authorize(token: string, api = world.api): Promise<URL> {
  const { status, body } = await ask(token, 'authorize', undefined, api)
  expect(status).toBe(200)
  return new URL(body.url)
}

/** Presses a button on Todoist's page: returns the parameters of its redirect. */
async function press(page: URL, pressed: Record<string, string>): Promise<Record<string, string>> {
  for (const [name, value] of Object.entries(pressed)) page.searchParams.set(name, value)
  const { headers } = await fetch(page, { redirect: 'manual' })
  const back = new URL(headers.get('location') ?? '')
  expect(`${back.origin}${back.pathname}`).toBe(client.redirect_uri)
  return Object.fromEntries(back.searchParams)
}

const allow = async (kim: Person) => press(await authorize(kim.token), { allow: '1', user: kim.who })

async function connect(kim: Person) {
  const { status, body } = await ask(kim.token, 'callback', await allow(kim))
  expect(status).toBe(201)
  return body
}

/** A person with two to-dos who has connected their account at Todoist. */
async function person(name: string): Promise<Person> {
  const kim = await world.person('todoist', `oauth-${name}`, 'todo')
  await kim.announce(libraryOfPages(pages))
  await connect(kim)
  return kim
}

/** The same, with their tasks delivered. */
async function delivered(name: string): Promise<Person> {
  const kim = await person(name)
  await setUp(kim)
  await kim.until('both tasks', () => contents(kim).length === 2)
  await kim.untilAtRest()
  return kim
}

const setUp = async (kim: Person, more: Record<string, string> = {}) => {
  const { status, body } = await kim.integration('PUT', { settings: { project: 'inbox', ...more } })
  expect(status).toBe(200)
  return body
}

const account = (kim: Person) => service().account(kim.who)
const contents = (kim: Person) =>
  account(kim)
    .list(false)
    .map(({ content }) => content)
const listed = async (kim: Person) => (await kim.ask('GET /api/v1/connections')).body.items
const test = async (kim: Person) => (await kim.integration('POST', {}, '/test')).body
const callsTo = (path: string) => service().requests.filter((request) => request.path.startsWith(path))
const write = (kim: Person, ...lines: string[]) =>
  kim.announce(libraryOfPages([[...pages, ...lines.map((line) => `- [ ] ${line}`)].join('\n')]))

it('who signs in at Todoist is connected, chooses a project and gets tasks, without a token of theirs', async () => {
  const { items } = (await world.api.ask('GET /api/v1/targets', { token: await signUp(world.api, 'x@example.org') }))
    .body
  const can = items.filter((target: { can_authorize: boolean }) => target.can_authorize)
  expect(can.map(({ name }: { name: string }) => name)).toEqual(['todoist'])
  const kim = await world.person('todoist', 'oauth-first', 'todo')
  await kim.announce(libraryOfPages(pages))
  const consent = await authorize(kim.token)
  expect(Object.fromEntries(consent.searchParams)).toEqual({
    client_id: client.id,
    scope: 'data:read_write,data:delete',
    redirect_uri: client.redirect_uri,
    state: expect.any(String),
  })
  const made = await connect(kim)
  expect(made).toMatchObject({ provider: 'todoist', workspace_id: '', kind: 'oauth', status: 'active' })
  expect(await listed(kim)).toEqual([made])
  const options = { field: 'project', settings: {}, create: 'From paper' }
  const [project] = (await kim.integration('POST', options, '/options')).body.items
  expect(await test(kim)).toMatchObject({ ok: true })
  const { secrets } = await setUp(kim, { project: project.value })
  expect(secrets).toMatchObject({ token: true })
  await kim.until('both tasks', () => contents(kim).length === 2)
  expect(
    account(kim)
      .list(false)
      .map(({ project_id }) => project_id),
  ).toEqual([project.value, project.value])
  expect(await listed(kim)).toEqual([made])
})

it('a state is good once, for who asked, in the same session, for Todoist', async () => {
  const kim = await world.person('todoist', 'oauth-state', 'todo')
  const bob = await signUp(world.api, 'bob@example.org')
  const other = await signIn(world.api, `${kim.who}@example.org`)
  const back = await allow(kim)
  const exchanges = callsTo('/oauth/access_token').length
  for (const [token, sent] of [
    [bob, back],
    [other, back],
    [kim.token, { ...back, state: [...(back.state ?? '')].reverse().join('') }],
    [kim.token, { ...back, state: 'x' }],
  ] as const)
    expect((await ask(token, 'callback', sent)).body.type).toBe('connect_again')
  expect(callsTo('/oauth/access_token')).toHaveLength(exchanges)
  expect((await ask(kim.token, 'callback', back)).status).toBe(201)
  const again = await ask(kim.token, 'callback', back)
  expect([again.status, again.body.type]).toEqual([409, 'connect_again'])
  expect(callsTo('/oauth/access_token')).toHaveLength(exchanges + 1)
  for (const provider of ['webhook', 'readwise', 'none'])
    for (const step of ['authorize', 'callback']) {
      const path = `/api/v1/connections/${provider}/${step}`
      const question = { token: kim.token, ...(step === 'callback' && { json: back }) }
      expect((await world.api.ask(`POST /api/v1/connections/:provider/${step}`, question, path)).status).toBe(404)
    }
})

it('who denies it is connected to nothing', async () => {
  const kim = await world.person('todoist', 'oauth-denied', 'todo')
  const page = await authorize(kim.token)
  const state = page.searchParams.get('state') ?? ''
  expect(await press(page, { deny: '1' })).toEqual({ error: 'access_denied' })
  const refused = await ask(kim.token, 'callback', { error: 'access_denied', state })
  expect([refused.status, refused.body.type]).toEqual([409, 'access_denied'])
  for (const sent of [{ state: 'x' }, { state: 'x', code: 'c', error: 'e' }])
    expect((await ask(kim.token, 'callback', sent)).status).toBe(400)
  expect(await listed(kim)).toEqual([])
})

it('a code that is used twice is refused, and the connection stays', async () => {
  const kim = await world.person('todoist', 'oauth-twice', 'todo')
  const back = await allow(kim)
  const { body } = await ask(kim.token, 'callback', back)
  const { state = '' } = await allow(kim)
  const again = await ask(kim.token, 'callback', { code: back.code ?? '', state })
  expect([again.status, again.body.type]).toEqual([409, 'connect_again'])
  expect(await listed(kim)).toEqual([body])
})

it('a token that ends after an hour is renewed once, and everything goes on', async () => {
  const kim = await delivered('hour')
  const before = callsTo('/oauth/access_token').length
  service().oauth.end(kim.who, 'access')
  await write(kim, 'Ink')
  await kim.until('a third task', () => contents(kim).length === 3)
  await kim.untilAtRest()
  expect(callsTo('/oauth/access_token')).toHaveLength(before + 1)
  expect(await test(kim)).toMatchObject({ ok: true })
  // What is ticked there is polled with the renewed token, too.
  service().oauth.end(kim.who, 'access')
  account(kim).close(account(kim).list(false)[0]?.id ?? '')
  await kim.until('a tick', async () => {
    const { items } = (await kim.ask('GET /api/v1/todos')).body
    return items.some(({ is_completed }: { is_completed: boolean }) => is_completed)
  })
  expect((await kim.state()).state).toBe('active')
})

it('one of many calls renews the token for all', async () => {
  const kim = await delivered('many')
  await kim.endLooks()
  service().oauth.end(kim.who, 'access')
  const before = callsTo('/oauth/access_token').length
  service().faults.add({ path: '/oauth/access_token', before: 'answer', after_ms: 300 })
  const tested = await Promise.all([test(kim), test(kim)])
  expect(tested).toMatchObject([{ ok: true }, { ok: true }])
  expect(callsTo('/oauth/access_token')).toHaveLength(before + 1)
})

it('a renewal that is not answered is tried again', async () => {
  const kim = await delivered('unanswered')
  await kim.endLooks()
  service().oauth.end(kim.who, 'access')
  service().faults.add({ path: '/oauth/access_token', status: 503 })
  expect(await test(kim)).toMatchObject({ ok: false, error_class: 'network_error' })
  expect((await listed(kim))[0].status).toBe('active')
  expect(await test(kim)).toMatchObject({ ok: true })
})

it('access that was taken back at Todoist is said in words, and connecting again goes on', async () => {
  const kim = await delivered('taken-back')
  service().oauth.end(kim.who, 'grant')
  await write(kim, 'Ink')
  await kim.until('a stop', async () => (await kim.state()).state === 'stopped')
  expect((await kim.state()).stopped).toMatchObject({ error_class: 'auth_error', error_message: ended })
  expect((await listed(kim))[0].status).toBe('broken')
  expect(await test(kim)).toEqual({ ok: false, error_class: 'auth_error', error_message: ended })
  expect(await connect(kim)).toMatchObject({ status: 'active', kind: 'oauth' })
  await kim.until('a third task', () => contents(kim).length === 3)
  await kim.untilAtRest()
})

it('settings are changed without the token, which can be replaced by one that is entered', async () => {
  const kim = await delivered('settings')
  const [before] = await listed(kim)
  await setUp(kim, { project: account(kim).addProject('Other').id })
  expect(await listed(kim)).toEqual([before])
  const second = await kim.integration('PUT', { settings: { project: 'inbox', second_token: 'another' } })
  expect([second.status, second.body.field]).toEqual([400, 'settings.second_token'])
  service().oauth.end(kim.who, 'access')
  expect(await test(kim)).toMatchObject({ ok: true })
  service().tokens.push(kim.who)
  await setUp(kim, { token: kim.who })
  expect(await listed(kim)).toMatchObject([{ id: before.id, kind: null, status: 'active' }])
  // One that was entered is neither renewed nor revoked.
  const revoked = callsTo('/api/v1/revoke').length
  expect((await kim.integration('DELETE')).status).toBe(204)
  expect(callsTo('/api/v1/revoke')).toHaveLength(revoked)
})

it('disconnecting revokes the token, after what was made is removed', async () => {
  const kept = await delivered('kept')
  expect((await kept.integration('DELETE', undefined, '', '?made=keep')).status).toBe(204)
  await expect.poll(() => service().oauth.tokensOf(kept.who)).toEqual([])
  expect(contents(kept)).toHaveLength(2)
  expect(await listed(kept)).toEqual([])

  const removed = await delivered('removed')
  expect((await removed.integration('DELETE', undefined, '', '?made=remove')).status).toBe(204)
  await expect.poll(() => contents(removed)).toEqual([])
  await expect.poll(() => service().oauth.tokensOf(removed.who)).toEqual([])

  const unused = await person('unused')
  const [{ id }] = await listed(unused)
  const path = `/api/v1/connections/${id}`
  expect((await unused.ask('DELETE /api/v1/connections/:id', {}, path)).status).toBe(204)
  await expect.poll(() => service().oauth.tokensOf(unused.who)).toEqual([])
})

it('disconnecting stands where Todoist does not answer', async () => {
  const kim = await delivered('away')
  const before = callsTo('/api/v1/revoke').length
  service().faults.add({ path: '/api/v1/revoke', status: 503 })
  const [{ id }] = await listed(kim)
  const path = `/api/v1/connections/${id}`
  expect((await kim.ask('DELETE /api/v1/connections/:id', {}, path)).status).toBe(204)
  expect(await listed(kim)).toEqual([])
  await expect.poll(() => callsTo('/api/v1/revoke').length).toBe(before + 1)
})

let emulator: Awaited<ReturnType<typeof startTodoist>>
const programs: Program[] = []
beforeAll(async () => {
  emulator = await startTodoist()
  emulator.service.oauth.clients = [client, old]
  programs.push(await startDatabase())
})
beforeEach(async () => {
  for (const program of programs.splice(1)) await program[Symbol.asyncDispose]()
})
afterAll(async () => {
  for (const program of programs.reverse()) await program[Symbol.asyncDispose]()
  await emulator.close()
})

/** A server with another client. */
async function another(changed: Record<string, string>): Promise<Api> {
  const own = { ...settings, RMIRROR_TEST_TODOIST_BASE_URL: emulator.address, ...changed }
  const server = await startServer(programs[0]?.said ?? '', own, 'native', 'api')
  programs.push(server)
  return new Api(server.said)
}

it('a client from before refresh tokens gets tokens that last until they are taken back', async () => {
  const api = await another({ RMIRROR_TODOIST_CLIENT_ID: old.id })
  const token = await signUp(api, 'old@example.org')
  const back = await press(await authorize(token, api), { allow: '1' })
  expect((await ask(token, 'callback', back, api)).status).toBe(201)
  const path = '/api/v1/integrations/todoist/test'
  const tested = () =>
    api.ask('POST /api/v1/integrations/:target_name/test', { token, json: { settings: { project: 'inbox' } } }, path)
  expect((await tested()).body).toMatchObject({ ok: true })
  emulator.service.oauth.end('ann', 'grant')
  expect((await tested()).body).toEqual({ ok: false, error_class: 'auth_error', error_message: ended })
  const { items } = (await api.ask('GET /api/v1/connections', { token })).body
  expect(items).toMatchObject([{ provider: 'todoist', status: 'broken' }])
})

it("a client that Todoist doesn't accept is the administrator's to mend", async () => {
  const api = await another({ RMIRROR_TODOIST_CLIENT_SECRET: 'mistyped' })
  const token = await signUp(api, 'mistyped@example.org')
  const back = await press(await authorize(token, api), { allow: '1' })
  const { status, body } = await ask(token, 'callback', back, api)
  expect([status, body.detail]).toEqual([
    502,
    "Todoist doesn't accept this server's OAuth client. Tell the administrator.",
  ])
})

it('without a client, tokens are entered', async () => {
  const api = await another({ RMIRROR_TODOIST_CLIENT_ID: '', RMIRROR_TODOIST_CLIENT_SECRET: '' })
  const token = await signUp(api, 'plain@example.org')
  const { items } = (await api.ask('GET /api/v1/targets', { token })).body
  expect(items.filter((target: { can_authorize: boolean }) => target.can_authorize)).toEqual([])
  for (const [step, json] of [
    ['authorize', undefined],
    ['callback', { code: 'c', state: 's' }],
  ] as const) {
    const refused = await ask(token, step, json, api)
    expect([refused.status, refused.body.type]).toEqual([409, 'paste_a_token'])
  }
})
