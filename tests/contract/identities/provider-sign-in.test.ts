// SPDX-License-Identifier: AGPL-3.0-or-later
// People sign in at Google and GitHub. Whoever comes for the first time gets an account of their own, and no visit opens
// one that is another person's: not by its address, not with what belongs to another browser, visit or service.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve } from '../../world/programs.ts'
import { type Answer, Api } from '../answers.ts'
import { ProvidersHouse } from './providers-house.ts'
import { asGoogleAccount, atGitHub, redirectTo, signedUp, Visitor } from './visits.ts'

const password = 'correct horse battery staple'
let house: ProvidersHouse
let known: Visitor

beforeAll(async () => {
  house = await ProvidersHouse.open()
  known = await signedUp(house.api, 'known@example.org', password)
})

afterAll(async () => {
  await house[Symbol.asyncDispose]()
})

const accounts = () => house.sql('SELECT count(*) FROM users')
const sessions = () => house.sql('SELECT count(*) FROM sessions')

/** A refusal that changed nothing, in a sentence. */
async function expectRefused(type: string, visit: () => Promise<Answer>, status = 409): Promise<Answer> {
  const before = [accounts(), sessions()]
  const answer = await visit()
  expect(answer, JSON.stringify(answer.body)).toMatchObject({
    status,
    body: { type, detail: expect.stringMatching(/^[A-Z].*\.$/) },
  })
  expect([accounts(), sessions()]).toEqual(before)
  return answer
}

describe.each([
  ['google', asGoogleAccount],
  ['github', atGitHub],
])('signing in by %s', (provider, as) => {
  const name = (who: string) => `${who}-of-${provider}`

  it('creates an account the first time, and opens it ever after, in any browser', async () => {
    const first = await house.visitor().visit(provider, as(name('ann')))
    expect(first).toMatchObject({
      status: 201,
      body: { token_type: 'Bearer', user: { email: `${name('ann')}@example.org`, has_password: false } },
    })
    const visitor = house.visitor()
    const again = await visitor.visit(provider, as(name('ann')))
    expect(again).toMatchObject({ status: 200, body: { user: { id: first.body.user.id } } })
    expect((await visitor.ask('GET /api/v1/me')).body.id).toBe(first.body.user.id)
    expect((await visitor.ask('POST /api/v1/auth/refresh')).status).toBe(200)
  })

  it('creates one account, however many visits end at once', async () => {
    const visits = Array.from({ length: 4 }, () => house.visitor().visit(provider, as(name('bob'))))
    const answers = await Promise.all(visits)
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 201])
    expect(new Set(answers.map(({ body }) => body.user.id)).size).toBe(1)
  })

  it('sends a state, and a challenge that only this server can meet', async () => {
    const [one, other] = [await house.visitor().begin(provider), await house.visitor().begin(provider)]
    const query = one.searchParams
    expect(query.get('redirect_uri')).toBe(redirectTo(provider))
    expect(query.get('code_challenge_method')).toBe('S256')
    for (const secret of ['state', 'code_challenge', ...(provider === 'google' ? ['nonce'] : [])]) {
      expect(query.get(secret)).toMatch(/^[\w-]{43}$/)
      expect(query.get(secret)).not.toBe(other.searchParams.get(secret))
    }
  })

  it('ends a visit once', async () => {
    const visitor = house.visitor()
    const returned = await as(name('cyd'))(await visitor.begin(provider))
    expect((await visitor.finish(provider, returned)).status).toBe(201)
    await expectRefused('start_again', () => visitor.finish(provider, returned))
  })

  it('ends a visit in the browser in which it began', async () => {
    const [visitor, other] = [house.visitor(), house.visitor()]
    const returned = await as(name('dan'))(await visitor.begin(provider))
    await expectRefused('start_again', () => house.visitor().finish(provider, returned))
    await other.begin(provider)
    await expectRefused('start_again', () => other.finish(provider, returned))
    expect((await visitor.finish(provider, returned)).status).toBe(201)
  })

  it('lets visits in several tabs of one browser end, each', async () => {
    const visitor = house.visitor()
    const [first, second] = [await visitor.begin(provider), await visitor.begin(provider)]
    expect((await visitor.finish(provider, await as(name('eve'))(second))).status).toBe(201)
    expect((await visitor.finish(provider, await as(name('eve'))(first))).status).toBe(200)
  })

  it('ends no visit that began more than ten minutes ago, or with an invented state', async () => {
    const visitor = house.visitor()
    const returned = await as(name('fay'))(await visitor.begin(provider))
    await expectRefused('start_again', () => visitor.finish(provider, { ...returned, state: 'x'.repeat(43) }))
    await expectRefused('start_again', () => visitor.finish(provider, { ...returned, state: `${returned.state}\n` }))
    house.sql(`UPDATE sign_in_visits SET expires_at = now() - interval '1 second'`)
    await expectRefused('start_again', () => visitor.finish(provider, returned))
    expect(Number(house.sql('SELECT count(*) FROM sign_in_visits WHERE expires_at < now()'))).toBeGreaterThan(0)
    for (let visits = 0; visits < 5; visits += 1) await house.visitor().begin(provider)
    expect(house.sql('SELECT count(*) FROM sign_in_visits WHERE expires_at < now()')).toBe('0')
  })

  it("takes no code of another visit, so that nobody slips in what they got as another's", async () => {
    const [victim, attacker] = [house.visitor(), house.visitor()]
    const stolen = await as(name('victim'))(await victim.begin(provider))
    const own = await as(name('attacker'))(await attacker.begin(provider))
    // The victim's code, behind the attacker's own state.
    await expectRefused('start_again', () => attacker.finish(provider, { ...own, code: stolen.code ?? '' }))
    // The attacker's code, in the victim's browser: whoever works there would work in the attacker's account.
    const again = await as(name('attacker'))(await attacker.begin(provider))
    await expectRefused('start_again', () => victim.finish(provider, again))
    await expectRefused('start_again', () => victim.finish(provider, { ...stolen, code: again.code ?? '' }))
  })

  it('says what to do when the person denies it, or the provider fails', async () => {
    const visitor = house.visitor()
    const state = async () => (await visitor.begin(provider)).searchParams.get('state') ?? ''
    const denied = { error: 'access_denied', state: await state() }
    await expectRefused('access_denied', () => visitor.finish(provider, denied))
    const failed = { error: 'server_error', state: await state() }
    await expectRefused('start_again', () => visitor.finish(provider, failed))
    const without = { state: await state() }
    expect((await visitor.finish(provider, without)).body).toMatchObject({ status: 400, field: 'code' })
  })

  it('gives someone who deleted their account another one at once', async () => {
    const visitor = house.visitor()
    const { id } = (await visitor.visit(provider, as(name('gil')))).body.user
    const json = { confirmation: 'delete my account' }
    expect((await visitor.ask('DELETE /api/v1/me', { json })).status).toBe(202)
    const trace = `SELECT count(*) FROM identities WHERE user_id = '${id}' AND (email IS NOT NULL OR full_name <> '')`
    expect(house.sql(trace)).toBe('0')
    const again = await house.visitor().visit(provider, as(name('gil')))
    expect(again.status).toBe(201)
    expect(again.body.user.id).not.toBe(id)
  })

  it('opens no account that is disabled', async () => {
    const { id } = (await house.visitor().visit(provider, as(name('hal')))).body.user
    house.sql(`UPDATE users SET status = 'disabled' WHERE id = '${id}'`)
    await expectRefused('about:blank', () => house.visitor().visit(provider, as(name('hal'))), 403)
  })

  it("is begun and ended by the dashboard's own pages only", async () => {
    const visitor = house.visitor()
    const headers = { origin: 'https://elsewhere.example' }
    const path = `/api/v1/auth/providers/${provider}`
    const begin = 'POST /api/v1/auth/providers/:provider/authorize'
    expect((await visitor.ask(begin, { headers }, `${path}/authorize`)).status).toBe(403)
    const json = await as(name('ivy'))(await visitor.begin(provider))
    const end = 'POST /api/v1/auth/providers/:provider/callback'
    expect((await visitor.ask(end, { headers, json }, `${path}/callback`)).status).toBe(403)
    expect((await visitor.finish(provider, json)).status).toBe(201)
  })
})

describe('an address', () => {
  it('that has an account opens nothing, and its person is told what to do', async () => {
    const visit = () => house.visitor().visit('google', asGoogleAccount('verified-known'))
    const { body } = await expectRefused('connect_from_account', visit)
    expect(body.detail).toContain('Sign in to it as you did before, then connect Google under Account')
    expect(await known.identities()).toEqual([])
    const json = { email: 'known@example.org', password }
    expect((await house.api.ask('POST /api/v1/auth/login', { json })).status).toBe(200)
  })

  it("that isn't verified is as good as none, and tells nothing of who has it", async () => {
    house.github.service.accounts.set({
      thief: { id: 7, name: 'Thief', emails: [email('known@example.org', true, false)] },
      newcomer: { id: 8, name: null, emails: [email('nobody@example.org', true, false)] },
      second: {
        id: 9,
        name: null,
        emails: [email('known@example.org', false, true), email('x@example.org', true, false)],
      },
    })
    const visits = [
      ...['unverified-known', 'unverified-new', 'without-address'].map(
        (who) => ['google', asGoogleAccount(who)] as const,
      ),
      ...['thief', 'newcomer', 'second'].map((who) => ['github', atGitHub(who)] as const),
    ]
    const said = new Set<string>()
    for (const [provider, press] of visits) {
      const { body } = await expectRefused('verify_address', () => house.visitor().visit(provider, press))
      said.add(body.detail.replace(/^\w+/, ''))
    }
    expect(said.size).toBe(1)
  })

  it('that GitHub itself requires and lacks is asked for', async () => {
    house.github.service.accounts.set({ bare: { id: 10, name: null, emails: [] } })
    await expectRefused('verify_address', () => house.visitor().visit('github', atGitHub('bare')))
  })

  it('and a name are stored in one line each', async () => {
    const { body } = await house.visitor().visit('google', asGoogleAccount('strange-name'))
    expect(body.user.full_name).toBe('Ann  Bcc: everybody')
  })
})

const email = (address: string, primary: boolean, verified: boolean) => ({
  ...{ email: address, primary, verified, visibility: null },
})

describe('between providers', () => {
  it('nothing is mixed up: a state and a code are good at the one where the visit began', async () => {
    const visitor = house.visitor()
    const returned = await asGoogleAccount('kim')(await visitor.begin('google'))
    await expectRefused('start_again', () => visitor.finish('github', returned))
    const { state } = await atGitHub('kim')(await visitor.begin('github'))
    await expectRefused('start_again', () => visitor.finish('google', { ...returned, state: state ?? '' }))
  })

  it('a code says where it is from, and is exchanged nowhere else', async () => {
    const visitor = house.visitor()
    const returned = await asGoogleAccount('leo')(await visitor.begin('google'))
    expect(returned.iss).toMatch(/^http:/)
    const elsewhere = { ...returned, iss: 'https://honest.example' }
    await expectRefused('start_again', () => visitor.finish('google', elsewhere))
    const { iss: _, ...unsaid } = await asGoogleAccount('leo')(await visitor.begin('google'))
    await expectRefused('start_again', () => visitor.finish('google', unsaid))
    const hub = { ...(await atGitHub('leo')(await visitor.begin('github'))), iss: 'https://honest.example' }
    await expectRefused('start_again', () => visitor.finish('github', hub))
  })

  it('people of the same name, or number, have accounts of their own', async () => {
    house.github.service.accounts.set({
      '4711': { id: 4711, name: null, emails: [email('hub@example.org', true, true)] },
    })
    const one = await house.visitor().visit('google', asGoogleAccount('4711'))
    const other = await house.visitor().visit('github', atGitHub('4711'))
    expect([one.status, other.status]).toEqual([201, 201])
    expect(other.body.user.id).not.toBe(one.body.user.id)
  })

  it('a login at GitHub that another person took opens nothing of the one before', async () => {
    const set = (id: number, address: string) =>
      house.github.service.accounts.set({ moved: { id, name: null, emails: [email(address, true, true)] } })
    set(501, 'before@example.org')
    const before = await house.visitor().visit('github', atGitHub('moved'))
    set(502, 'after@example.org')
    const after = await house.visitor().visit('github', atGitHub('moved'))
    expect([before.status, after.status]).toEqual([201, 201])
    expect(after.body.user.id).not.toBe(before.body.user.id)
  })
})

describe('when GitHub answers strangely', () => {
  const token = { method: 'POST', path: '/login/oauth/access_token' }
  const user = { method: 'GET', path: '/user' }
  it.each([
    ['an error of its own', [{ ...token, status: 500 }]],
    ['a page of a proxy', [{ ...token, html: true }]],
    ['nothing', [{ ...token, drop: true }]],
    ['too much', [{ ...token, bytes: 400_000 }]],
    ['no token', [{ ...token, status: 200, body: {} }]],
    ['a list', [{ ...token, status: 200, body: [] }]],
    ['that this server is unknown', [{ ...token, status: 200, body: { error: 'incorrect_client_credentials' } }]],
    ['to be left alone', [{ ...user, status: 429, retry_after: 1 }]],
    ['a person without a number', [{ ...user, status: 200, body: { login: 'mia' } }]],
    ['a person with a name for a number', [{ ...user, status: 200, body: { login: 'mia', id: 'mia' } }]],
    ['a person with a negative number', [{ ...user, status: 200, body: { login: 'mia', id: -5 } }]],
    ['another page', [{ ...user, redirect: 'http://127.0.0.1:1/user' }]],
  ])('%s, nobody is signed in, and a sentence says so', async (_what, faults) => {
    const visitor = house.visitor()
    const returned = await atGitHub('mia')(await visitor.begin('github'))
    house.github.service.faults.set(faults)
    await expectRefused('about:blank', () => visitor.finish('github', returned), 502)
    house.github.service.faults.set([])
  })

  it('and never for a fault of ours', () => {
    expect(house.github.service.violations).toEqual([])
  })
})

describe('who may have an account', () => {
  it('is said by the server, as for people with a password', async () => {
    await using closed = await ProvidersHouse.open({ RMIRROR_SIGNUP: 'invited' })
    // The first account of a server can always be created.
    const first = closed.visitor()
    expect((await first.visit('google', asGoogleAccount('noa'))).status).toBe(201)
    const refused = await closed.visitor().visit('google', asGoogleAccount('oda'))
    expect(refused).toMatchObject({ status: 403, body: { type: 'invitation_needed' } })
    closed.sql(`SET ROLE rmirror_system; INSERT INTO invitations (code_hash, expires_at)
                VALUES (sha256('a-code'), now() + interval '1 day')`)
    const invited = closed.visitor()
    const returned = await asGoogleAccount('oda')(await invited.begin('google'))
    expect((await invited.finish('google', { ...returned, invitation: 'a-code' })).status).toBe(201)
    const second = closed.visitor()
    const again = await asGoogleAccount('pia')(await second.begin('google'))
    const used = await second.finish('google', { ...again, invitation: 'a-code' })
    expect(used).toMatchObject({ status: 403, body: { type: 'invitation_used' } })
    // Who has an account comes in.
    expect((await closed.visitor().visit('google', asGoogleAccount('oda'))).status).toBe(200)
  })
})

describe('a provider that leaves addresses out of its ID tokens', () => {
  it('is asked for them', async () => {
    await using other = await ProvidersHouse.open({}, 'only')
    const answer = await other.visitor().visit('google', asGoogleAccount('rob'))
    expect(answer).toMatchObject({ status: 201, body: { user: { email: 'rob@example.org' } } })
  })
})

describe('a server without providers', () => {
  it('offers none', async () => {
    await using other = await serve()
    const api = new Api(other.server)
    expect((await api.ask('GET /api/v1/auth/providers')).body).toEqual({ providers: [] })
    const visitor = new Visitor(api)
    const begin = 'POST /api/v1/auth/providers/:provider/authorize'
    expect((await visitor.ask(begin, {}, '/api/v1/auth/providers/google/authorize')).status).toBe(404)
    expect((await visitor.finish('google', { code: 'x', state: 'y' })).status).toBe(404)
  })
})

describe('a server with providers', () => {
  it('says which, in the order of their buttons', async () => {
    const { providers } = (await house.api.ask('GET /api/v1/auth/providers')).body
    expect(providers).toEqual([
      { id: 'google', name: 'Google' },
      { id: 'github', name: 'GitHub' },
    ])
  })

  it('never shows its secrets in an address', async () => {
    for (const provider of ['google', 'github'])
      expect((await house.visitor().begin(provider)).href).not.toMatch(/secret/)
  })
})
