// SPDX-License-Identifier: AGPL-3.0-or-later
// A stolen session: the owner finds out, ends it, and everything that came from it ends.
import { expect, it } from 'vitest'
import { Api } from '../contract/answers.ts'
import { Browser, behindProxy, password } from '../contract/browser.ts'
import { Device } from '../contract/library.ts'
import { askDatabase, begin } from '../world/database.ts'
import { serve, startServer } from '../world/programs.ts'

const ann = 'ann@example.org'
const next = 'another horse battery staple'

/** Two exchanges of one refresh token within ten seconds are two tabs; this is as if more had passed. */
const letTimePass = (database: string) =>
  askDatabase(database, `UPDATE refresh_tokens SET used_at = used_at - interval '1 minute'`)

const meBy = async (api: Api, token: string) => (await api.ask('GET /api/v1/me', { token })).status

it('devices that were connected in a stolen session end with it', async () => {
  await using served = await serve()
  const api = new Api(served.server)
  const owner = await Browser.signUp(api, ann)
  const thief = new Browser(api)
  for (const [name, value] of owner.cookies) thief.cookies.set(name, value)
  expect((await thief.refresh()).status).toBe(200)
  const agent = await thief.connectDevice()
  const { user_code, device_code } = (await api.ask('POST /api/v1/auth/device', { json: {} })).body
  await thief.ask('POST /api/v1/auth/device/decision', { json: { user_code, approve: true } })
  expect(await meBy(api, agent)).toBe(200)
  letTimePass(served.database)
  expect((await owner.refresh()).status).toBe(401)
  expect(await meBy(api, agent)).toBe(401)
  const poll = await api.ask('POST /api/v1/auth/device/token', { json: { device_code } })
  expect(poll.body.error).toBe('access_denied')
})

it('a device that fetched its token by a code ends with the session that approved it', async () => {
  await using served = await serve()
  const api = new Api(served.server)
  const owner = await Browser.signUp(api, ann)
  const { user_code, device_code } = (await api.ask('POST /api/v1/auth/device', { json: {} })).body
  await owner.ask('POST /api/v1/auth/device/decision', { json: { user_code, approve: true } })
  const fetched = await api.ask('POST /api/v1/auth/device/token', { json: { device_code } })
  const stale = new Browser(api)
  for (const [name, value] of owner.cookies) stale.cookies.set(name, value)
  await owner.refresh()
  letTimePass(served.database)
  await stale.refresh()
  expect(await meBy(api, fetched.body.access_token)).toBe(401)
})

it('signing out leaves devices alone', async () => {
  await using served = await serve()
  const api = new Api(served.server)
  const owner = await Browser.signUp(api, ann)
  const agent = await owner.connectDevice()
  await owner.ask('POST /api/v1/auth/logout')
  expect(await meBy(api, agent)).toBe(200)
})

it('a session that has ended connects no device while its token is still believed elsewhere', async () => {
  await using served = await serve()
  await using elsewhere = await startServer(served.database, {}, 'native', 'api')
  const there = new Api(elsewhere.said)
  const stolen = await Browser.signUp(new Api(served.server), ann)
  const { token } = stolen
  expect(await meBy(there, token)).toBe(200)
  await stolen.ask('POST /api/v1/auth/logout')
  expect(await meBy(there, token)).toBe(200)
  expect((await there.ask('POST /api/v1/auth/agent-token', { token, json: {} })).status).toBe(401)
  const { user_code } = (await there.ask('POST /api/v1/auth/device', { json: {} })).body
  const decision = { token, json: { user_code, approve: true } }
  expect((await there.ask('POST /api/v1/auth/device/decision', decision)).status).toBe(401)
  expect((await there.ask('DELETE /api/v1/auth/sessions', { token })).status).toBe(401)
})

it('a new password ends all other sessions, everywhere, and devices when asked', async () => {
  await using served = await serve()
  await using elsewhere = await startServer(served.database, {}, 'native', 'api')
  const api = new Api(served.server)
  const there = new Api(elsewhere.said)
  const owner = await Browser.signUp(api, ann)
  const thief = new Browser(api)
  await thief.signIn(ann)
  const agent = await owner.connectDevice()
  expect([await meBy(there, thief.token), await meBy(there, agent)]).toEqual([200, 200])
  expect((await owner.changePassword(next)).status).toBe(200)
  expect([await owner.isSignedIn(), await thief.isSignedIn(), await meBy(api, agent)]).toEqual([true, false, 200])
  expect((await thief.refresh()).status).toBe(401)
  expect((await new Browser(api).signIn(ann)).status).toBe(401)
  expect((await owner.refresh()).status).toBe(200)
  const again = await owner.changePassword(password, { current: next, revoke_devices: true })
  expect(again.status).toBe(200)
  expect(await meBy(api, agent)).toBe(401)
  await expect.poll(() => meBy(there, thief.token)).toBe(401)
  await expect.poll(() => meBy(there, agent)).toBe(401)
})

it('the old password opens nothing that outlives its change', async () => {
  await using served = await serve()
  const api = new Api(served.server)
  await Browser.signUp(api, ann)
  const changing = await begin(served.database, `UPDATE users SET password_hash = 'another'`)
  const thief = new Browser(api)
  let isAnswered = false
  const signingIn = thief.signIn(ann).finally(() => {
    isAnswered = true
  })
  const isWaiting = () => askDatabase(served.database, 'SELECT count(*) > 0 FROM pg_locks WHERE NOT granted') === 't'
  await expect.poll(() => isAnswered || isWaiting()).toBe(true)
  await changing.commit()
  expect((await signingIn).status).toBe(401)
})

it('a thief who guesses the password in a stolen session locks that session alone', async () => {
  await using served = await serve(behindProxy)
  const api = new Api(served.server)
  const thief = await Browser.signUp(api, ann)
  for (let guess = 0; guess < 5; guess++) {
    const wrong = await thief.changePassword(next, { current: `guess ${guess}` })
    expect([wrong.status, wrong.body.field]).toEqual([400, 'password.current'])
  }
  const locked = await thief.changePassword(next)
  expect(locked.status).toBe(429)
  expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0)
  const owner = new Browser(api)
  expect((await owner.signIn(ann)).status).toBe(200)
  expect((await owner.changePassword(next)).status).toBe(200)
  expect(await thief.isSignedIn()).toBe(false)
})

it('a push goes on while the password changes, and ends with one sentence when devices are revoked', async () => {
  await using served = await serve()
  const api = new Api(served.server)
  const owner = await Browser.signUp(api, ann)
  const device = new Device(api, await owner.connectDevice(), 1)
  const pages = Array.from({ length: 12 }, (_, at) => at + 1)
  expect((await device.announce(pages)).status).toBe(200)
  const sent = async (numbers: number[]) =>
    Promise.all(numbers.map(async (number) => (await device.put(number)).status))
  const [first] = await Promise.all([sent(pages.slice(0, 6)), owner.changePassword(next)])
  expect(first.filter((status) => status !== 200 && status !== 402)).toEqual([])
  expect((await owner.changePassword(password, { current: next, revoke_devices: true })).status).toBe(200)
  const refused = await device.put(7)
  expect(refused.status).toBe(401)
  expect(refused.body.detail).toBe('This sign-in is no longer valid. Sign in again.')
})

it('a thousand sessions are ended by one statement, and a hundred of them listed', async () => {
  await using served = await serve()
  const owner = await Browser.signUp(new Api(served.server), ann)
  askDatabase(
    served.database,
    `INSERT INTO sessions (user_id, user_agent, expires_at, last_used_at)
     SELECT id, 'curl/8.0', now() + interval '1 day', now() - interval '1 hour'
     FROM users, generate_series(1, 1000)`,
  )
  askDatabase(
    served.database,
    `CREATE SEQUENCE session_statements;
     CREATE FUNCTION count_session_statements() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
     AS $$ BEGIN PERFORM nextval('session_statements'); RETURN NULL; END $$;
     CREATE TRIGGER count_session_statements AFTER INSERT OR UPDATE OR DELETE ON sessions
     EXECUTE FUNCTION count_session_statements()`,
  )
  const listed = await owner.sessions()
  expect(listed).toHaveLength(100)
  expect(listed.filter(({ is_current }) => is_current)).toHaveLength(1)
  expect((await owner.ask('DELETE /api/v1/auth/sessions')).status).toBe(204)
  // One says that this session was used, or none.
  const statements = Number(askDatabase(served.database, `SELECT nextval('session_statements')`)) - 1
  expect([1, 2]).toContain(statements)
  expect(await owner.sessions()).toHaveLength(1)
  expect(askDatabase(served.database, 'SELECT count(*) FROM sessions WHERE revoked_at IS NULL')).toBe('1')
})

it('an account has at most a hundred sessions: the one that was not used for longest ends', async () => {
  await using served = await serve()
  const api = new Api(served.server)
  const first = await Browser.signUp(api, ann)
  askDatabase(
    served.database,
    `INSERT INTO sessions (user_id, expires_at, last_used_at)
     SELECT id, now() + interval '1 day', now() + interval '1 minute' FROM users, generate_series(1, 99)`,
  )
  const last = new Browser(api)
  await last.signIn(ann)
  expect((await first.refresh()).status).toBe(401)
  expect((await last.refresh()).status).toBe(200)
})

it('a browser that signs in for the first time is reported, but not the first of the account', async () => {
  await using served = await serve(behindProxy)
  const api = new Api(served.server)
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'
  const owner = await Browser.signUp(api, ann)
  const listed = async () => (await owner.ask('GET /api/v1/notifications')).body.items
  await owner.ask('POST /api/v1/auth/logout')
  await owner.signIn(ann)
  expect(await listed()).toEqual([])
  const thief = new Browser(api, { address: '192.0.2.7', userAgent: firefox })
  await thief.signIn(ann)
  await thief.signIn(ann)
  expect(await listed()).toMatchObject([
    { kind: 'new_browser', details: { browser: 'Firefox (Linux)', address: '192.0.2.7' } },
  ])
})

it('two people who share a browser are told of it once each at most', async () => {
  await using served = await serve()
  const api = new Api(served.server)
  await Browser.signUp(api, ann)
  await Browser.signUp(api, 'bob@example.org')
  const shared = new Browser(api)
  for (let times = 0; times < 2; times++)
    for (const email of [ann, 'bob@example.org']) expect((await shared.signIn(email)).status).toBe(200)
  const listed = `SELECT count(*) FROM notifications WHERE kind = 'new_browser' GROUP BY user_id`
  expect(askDatabase(served.database, listed)).toBe('1\n1')
})
