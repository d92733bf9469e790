// SPDX-License-Identifier: AGPL-3.0-or-later
// The routes of accounts answer as the contract says, when all goes well and when it does not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askDatabase, type Program, startDatabase, startServer } from '../world/programs.ts'
import { Api, cookieOf } from './answers.ts'
import { Browser, password } from './browser.ts'
import type { Json } from './openapi.ts'

const programs: Program[] = []
let api: Api

beforeAll(async () => {
  programs.push(await startDatabase())
  programs.push(await startServer(programs[0]?.said ?? ''))
  api = new Api(programs[1]?.said ?? '')
})

afterAll(async () => {
  for (const program of programs.reverse()) await program[Symbol.asyncDispose]()
})

function sql(statement: string): void {
  askDatabase(programs[0]?.said ?? '', statement)
}

async function signUp(email: string) {
  const answer = await api.ask('POST /api/v1/auth/signup', { json: { email, password } })
  const cookie = cookieOf(answer)
  return { answer, cookie, token: String(answer.body.access_token) }
}

describe('the routes of accounts', () => {
  it('sign up, in and out', async () => {
    const ann = await signUp('ann@example.org')
    expect(ann.answer.status).toBe(201)
    expect((await signUp('ann@example.org')).answer.status).toBe(409)
    expect((await signUp('ann')).answer.status).toBe(400)
    const signedIn = await api.ask('POST /api/v1/auth/login', { json: { email: 'ann@example.org', password } })
    expect(signedIn.status).toBe(200)
    const wrong = await api.ask('POST /api/v1/auth/login', { json: { email: 'ann@example.org', password: 'wrong' } })
    expect(wrong.status).toBe(401)
    expect((await api.ask('GET /api/v1/me', { token: ann.token })).body).toEqual(ann.answer.body.user)
    expect((await api.ask('GET /api/v1/me')).status).toBe(401)

    const refreshed = await api.ask('POST /api/v1/auth/refresh', { headers: { cookie: ann.cookie } })
    expect(refreshed.status).toBe(200)
    expect((await api.ask('POST /api/v1/auth/refresh')).status).toBe(401)
    const abroad = { cookie: ann.cookie, origin: 'https://other.example' }
    expect((await api.ask('POST /api/v1/auth/refresh', { headers: abroad })).status).toBe(403)
    expect((await api.ask('POST /api/v1/auth/logout', { headers: { cookie: ann.cookie } })).status).toBe(204)
    expect((await api.ask('GET /api/v1/me', { token: ann.token })).status).toBe(401)
  })

  it('tell which first steps the user took, and those of no other user', async () => {
    const [{ token }, other] = [await signUp('uma@example.org'), await signUp('vera@example.org')]
    const steps = async (asks: string) => (await api.ask('GET /api/v1/me/first-steps', { token: asks })).body
    const none = { signed_up: true, sent: false, transcribed: false, connected: false, delivered: false }
    expect(await steps(token)).toEqual(none)
    sql(`WITH notebook AS (INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name)
           SELECT id, gen_random_uuid(), 'notebook', 'Diary' FROM users WHERE email = 'uma@example.org'
           RETURNING id, user_id)
         INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, ocr_status)
         SELECT user_id, id, gen_random_uuid(), 1, 'completed' FROM notebook`)
    expect(await steps(token)).toEqual({ ...none, sent: true, transcribed: true })
    expect(await steps(other.token)).toEqual(none)
    const device = await api.ask('POST /api/v1/auth/agent-token', { token, json: {} })
    expect((await api.ask('GET /api/v1/me/first-steps', { token: device.body.access_token })).status).toBe(403)
  })

  it('tell what was used in months that are over', async () => {
    const { token } = await signUp('wim@example.org')
    const months = async () => (await api.ask('GET /api/v1/quota/history', { token })).body
    expect(await months()).toEqual({ items: [], next: null })
    const owner = `(SELECT id FROM users WHERE email = 'wim@example.org')`
    sql(`INSERT INTO quota_usage (user_id, quota_type, quota_limit, used, period_start, reset_at)
         SELECT id, 'ocr_pages', 30, 12, now() - interval '1 month', now() FROM users WHERE email = 'wim@example.org'`)
    const over = { pages: { limit: 30, used: 12 }, tokens: null }
    expect((await months()).items).toMatchObject([over])
    // As the scheduler does.
    sql(`SELECT open_quota(${owner}, 'ocr_pages', 30)`)
    sql(`SELECT open_quota(${owner}, 'ocr_pages', 30)`)
    expect((await months()).items).toMatchObject([over])
    expect((await months()).items).toHaveLength(1)
  })

  it('tell and change the profile of a user', async () => {
    const { token } = await signUp('eve@example.org')
    const change = (json: Json) => api.ask('PATCH /api/v1/me', { token, json })
    const me = async () => (await api.ask('GET /api/v1/me', { token })).body
    expect(await me()).toMatchObject({ name: null, full_name: '', retention_days: null, has_password: true })
    expect((await change({ name: 'Eve', language: 'de' })).body).toMatchObject({ name: 'Eve', language: 'de' })
    expect((await change({ time_zone: 'Asia/Kolkata' })).body).toMatchObject({ name: 'Eve', time_zone: 'Asia/Kolkata' })
    for (const time_zone of ['Mars/Olympus', 'posix/Europe/Berlin', 'localtime', 'europe', "x'; DROP TABLE users"]) {
      const refused = await change({ time_zone })
      expect([refused.status, refused.body.field]).toEqual([422, 'time_zone'])
    }
    expect(await me()).toMatchObject({ time_zone: 'Asia/Kolkata', first_steps_ended: false })
    expect((await change({ time_zone: null, first_steps_ended: true })).body).toMatchObject({ time_zone: null })
    expect((await change({ first_steps_ended: false })).body).toMatchObject({ first_steps_ended: true })
    expect((await change({ retention_days: 90 })).body).toMatchObject({ name: 'Eve', retention_days: 90 })
    expect((await change({ name: 'Eve' })).body).toMatchObject({ retention_days: 90 })
    expect((await change({ retention_days: null })).body).toMatchObject({ retention_days: null })
    expect((await change({ language: null })).body).toMatchObject({ name: 'Eve', language: null })
    expect((await change({ name: null })).body).toMatchObject({ name: null, full_name: '' })
    expect((await change({})).body).toEqual(await me())
    const field = async (json: Json) => {
      const refused = await change(json)
      return [refused.status, refused.body.field]
    }
    expect(await field({ name: 'e'.repeat(201) })).toEqual([400, 'name'])
    expect(await field({ time_zone: 'x'.repeat(101) })).toEqual([400, 'time_zone'])
    expect(await field({ time_zone: '' })).toEqual([400, 'time_zone'])
    for (const retention_days of [0, 6, 3651, 30.5, '30'])
      expect(await field({ retention_days })).toEqual([400, 'retention_days'])
    expect(await field({ first_steps_ended: 'yes' })).toEqual([400, 'first_steps_ended'])
    expect(await field({ language: 'tlh' })).toEqual([400, 'language'])
    expect(await field({ email: 'eva@example.org' })).toEqual([400, 'email'])
    expect(await field({ password: 'another horse battery' })).toEqual([400, 'password'])
    expect(await field({ password: { current: password } })).toEqual([400, 'password.new'])
    expect(await field({ password: { current: password, new: 'eve@example.org' } })).toEqual([400, 'password.new'])
    expect(await field({ password: { current: password, new: 'long enough', all: true } })).toEqual([
      400,
      'password.all',
    ])
    const both = { name: 'Eve', password: { current: 'wrong', new: 'another horse battery' } }
    expect(await field(both)).toEqual([400, 'password.current'])
    expect(await me()).toMatchObject({ name: null })
    expect((await change({ ...both, password: { ...both.password, current: password } })).status).toBe(200)
    const device = await api.ask('POST /api/v1/auth/agent-token', { token, json: {} })
    expect((await api.ask('PATCH /api/v1/me', { token: device.body.access_token, json: {} })).status).toBe(403)
  })

  it('end a wait for changes as soon as its user is signed out', async () => {
    const waitFor = (token: string, since: string) =>
      api.ask('GET /api/v1/changes', { token }, `/api/v1/changes?since=${since}&wait=25`)
    const metrics = async () => (await api.ask('GET /metrics')).body
    let tokens: string[] = []
    // A wait that nothing ends takes 25 seconds. One that began before theirs ends after theirs, unless the machine needed
    // longer than that to change the password: then the order says nothing, and is looked at once more.
    for (let attempt = 1; ; attempt++) {
      const other = await Browser.signUp(api, `gus${attempt}@example.org`)
      const desk = await Browser.signUp(api, `flo${attempt}@example.org`)
      const sofa = new Browser(api)
      await sofa.signIn(`flo${attempt}@example.org`)
      tokens = [sofa.token, await desk.connectDevice()]
      const since = (await desk.ask('GET /api/v1/changes')).body.next
      let isOver = false
      const longest = waitFor(other.token, (await other.ask('GET /api/v1/changes')).body.next).finally(() => {
        isOver = true
      })
      const waits = tokens.map((token) => waitFor(token, since))
      await expect.poll(metrics).toContain('\nrmirror_changes_waiting 3\n')
      expect((await desk.changePassword('another horse battery', { revoke_devices: true })).status).toBe(200)
      const wasSlow = isOver
      for (const { status, body } of await Promise.all(waits)) expect([status, body.items]).toEqual([200, []])
      const isFirst = !isOver
      await other.ask('POST /api/v1/auth/logout')
      await longest
      if (isFirst) break
      expect(wasSlow, 'the machine was slow').toBe(true)
    }
    for (const token of tokens) expect((await api.ask('GET /api/v1/changes', { token })).status).toBe(401)
  })

  it('list and end sessions', async () => {
    const email = 'fay@example.org'
    const desk = await Browser.signUp(api, email)
    const sofa = new Browser(api, {
      userAgent: 'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Safari/604.1',
    })
    const attic = new Browser(api)
    for (const browser of [sofa, attic]) await browser.signIn(email)
    const end = (by: Browser, id: string) =>
      by.ask('DELETE /api/v1/auth/sessions/:id', {}, `/api/v1/auth/sessions/${id}`)
    const listed = await desk.sessions()
    expect(listed.map(({ is_current }) => is_current)).toEqual([false, false, true])
    const [ofSofa] = listed.filter(({ browser }) => browser === 'Safari (iPad)')
    expect((await end(desk, ofSofa?.id ?? '')).status).toBe(204)
    expect((await end(desk, ofSofa?.id ?? '')).status).toBe(404)
    expect([await sofa.isSignedIn(), await attic.isSignedIn()]).toEqual([false, true])
    const stranger = await Browser.signUp(api, 'gil@example.org')
    expect((await end(stranger, listed[2]?.id ?? '')).status).toBe(404)
    expect((await end(desk, 'nonsense')).status).toBe(404)
    expect((await desk.ask('DELETE /api/v1/auth/sessions')).status).toBe(204)
    expect([await desk.isSignedIn(), await attic.isSignedIn()]).toEqual([true, false])
    expect((await end(desk, listed[2]?.id ?? '')).status).toBe(204)
    expect([...desk.cookies.keys()]).toEqual(['rmirror_browser'])
    expect([await desk.isSignedIn(), (await desk.refresh()).status]).toEqual([false, 401])
    const device = { token: await stranger.connectDevice() }
    expect((await api.ask('GET /api/v1/auth/sessions', device)).status).toBe(403)
    expect((await api.ask('DELETE /api/v1/auth/sessions', device)).status).toBe(403)
  })

  it('lock an address that is tried too often', async () => {
    const json = { email: 'nobody@example.org', password: 'wrong' }
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect((await api.ask('POST /api/v1/auth/login', { json })).status).toBe(401)
    expect((await api.ask('POST /api/v1/auth/login', { json })).status).toBe(429)
  })

  it('let an agent in by its code, list it and shut it out', async () => {
    const { token } = await signUp('bob@example.org')
    const { body: started } = await api.ask('POST /api/v1/auth/device', { json: { name: 'desk' } })
    const poll = () => api.ask('POST /api/v1/auth/device/token', { json: { device_code: started.device_code } })
    expect((await poll()).body.error).toBe('authorization_pending')

    const route = 'GET /api/v1/auth/device/requests/:user_code'
    const waiting = await api.ask(route, { token }, `/api/v1/auth/device/requests/${started.user_code}`)
    expect(waiting.body.name).toBe('desk')
    expect((await api.ask(route, { token }, '/api/v1/auth/device/requests/BBBB-BBBB')).status).toBe(404)
    const denied = await api.ask('POST /api/v1/auth/device', { json: {} })
    await api.ask('POST /api/v1/auth/device/decision', {
      token,
      json: { user_code: denied.body.user_code, approve: false },
    })
    const turnedAway = await api.ask('POST /api/v1/auth/device/token', {
      json: { device_code: denied.body.device_code },
    })
    expect(turnedAway.body.error).toBe('access_denied')

    const direct = await api.ask('POST /api/v1/auth/agent-token', { token, json: { name: 'shelf' } })
    expect(direct.status).toBe(201)
    expect((await api.ask('POST /api/v1/auth/agent-token', { token: direct.body.access_token, json: {} })).status).toBe(
      403,
    )
    const list = await api.ask('GET /api/v1/auth/agent-tokens', { token })
    expect(list.body.items).toHaveLength(1)
    const remove = () =>
      api.ask('DELETE /api/v1/auth/agent-tokens/:id', { token }, `/api/v1/auth/agent-tokens/${list.body.items[0].id}`)
    expect((await remove()).status).toBe(204)
    expect((await remove()).status).toBe(404)

    const own = await api.ask('POST /api/v1/auth/agent-token', { token, json: { name: 'desk' } })
    const giveBack = (by: string) => api.ask('DELETE /api/v1/auth/agent-token', { token: by })
    expect((await giveBack(own.body.access_token)).status).toBe(204)
    expect((await giveBack(own.body.access_token)).status).toBe(401)
    expect((await giveBack(token)).status).toBe(403)
  })

  it('renew the token of a device that has had it for 25 days', async () => {
    const { token } = await signUp('ida@example.org')
    const sql = (text: string) => askDatabase(programs[0]?.said ?? '', text)
    const added = await api.ask('POST /api/v1/auth/agent-token', { token, json: { name: 'desk' } })
    const { id } = added.body.agent_token
    sql(`UPDATE agent_tokens
         SET created_at = (SELECT created_at - interval '25 days'), expires_at = (SELECT expires_at - interval '25 days')
         WHERE id = '${id}'`)
    const renew = (by: string) => api.ask('POST /api/v1/auth/agent-token/renew', { token: by })
    const first = added.body.access_token
    const renewed = await renew(first)
    expect(renewed.status).toBe(200)
    expect(renewed.headers.get('cache-control')).toBe('no-store')
    expect(renewed.body.agent_token.id).toBe(id)
    expect(Date.parse(renewed.body.agent_token.expires_at)).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    expect((await renew(first)).status).toBe(200)
    sql(`UPDATE agent_tokens SET previous_until = (SELECT previous_until - interval '10 minutes') WHERE id = '${id}'`)
    expect((await renew(first)).status).toBe(401)
    expect((await api.ask('GET /api/v1/me', { token: first })).status).toBe(401)
    // The token was copied: the device is signed out, and stays in the list with the reason.
    const { access_token } = renewed.body
    await expect.poll(async () => (await api.ask('GET /api/v1/me', { token: access_token })).status).toBe(401)
    const { items } = (await api.ask('GET /api/v1/auth/agent-tokens', { token })).body
    expect(items).toMatchObject([{ id, reused_at: expect.any(String) }])
    expect((await renew(token)).status).toBe(403)
  })

  it('show what a device says of itself', async () => {
    const { token } = await signUp('joe@example.org')
    const added = await api.ask('POST /api/v1/auth/agent-token', { token, json: { name: 'desk' } })
    expect(added.body.agent_token.state).toBeNull()
    const report = (json: Json, by = added.body.access_token) =>
      api.ask('PUT /api/v1/auth/agent-token/state', { token: by, json })
    const state = {
      ...{ version: '0.4.0', platform: 'Linux (x64)', sources: ['desktop-app'] },
      ...{ last_sync_at: '2026-01-02T03:04:05.678Z', problem: 'The tablet isn’t connected.' },
    }
    expect((await report(state)).status).toBe(204)
    const [device] = (await api.ask('GET /api/v1/auth/agent-tokens', { token })).body.items
    expect(device.state).toMatchObject(state)
    const refused = await report({ ...state, hostname: 'desk' })
    expect([refused.status, refused.body.field]).toEqual([400, 'hostname'])
    expect((await report(state, token)).status).toBe(403)
  })
})
