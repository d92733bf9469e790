// SPDX-License-Identifier: AGPL-3.0-or-later
// Any OpenID Connect issuer that the operator configures has a button, and is believed only what it has signed for this
// visit and this server.
import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askDatabase, type Served, serve } from '../../world/programs.ts'
import { Api } from '../answers.ts'
import type { JsonObject } from '../openapi.ts'
import { client, LyingIssuer } from './lying-issuer.ts'
import { Visitor } from './visits.ts'

let issuer: LyingIssuer
let house: Served
let api: Api

beforeAll(async () => {
  issuer = await LyingIssuer.start()
  // The operator's own service decides about its people, whatever the server says of others.
  house = await serve({ ...issuer.settings, RMIRROR_OIDC_NAME: 'Example Login', RMIRROR_SIGNUP: 'closed' })
  api = new Api(house.server)
})

beforeEach(() => issuer.reform())

afterAll(async () => {
  await house[Symbol.asyncDispose]()
  await issuer[Symbol.asyncDispose]()
})

const sessions = () => askDatabase(house.database, 'SELECT count(*) FROM sessions')
const visit = () => new Visitor(api).visit('oidc', issuer.press)

/** `body.type` and status of a visit that opened nothing. */
async function refused(): Promise<string> {
  const before = sessions()
  const { status, body } = await visit()
  expect(body.detail).toMatch(/^[A-Z].*\.$/)
  expect(sessions()).toBe(before)
  return `${status} ${body.type}`
}

describe('an issuer', () => {
  it('has a button with its name, and all of its people can have accounts', async () => {
    expect((await api.ask('GET /api/v1/auth/providers')).body.providers).toEqual([
      { id: 'oidc', name: 'Example Login' },
    ])
    issuer.claims = (good) => ({ ...good, sub: 'first', email: 'first@example.org' })
    expect((await visit()).status).toBe(201)
    expect(await visit()).toMatchObject({ status: 200, body: { user: { email: 'first@example.org' } } })
    expect((await visit()).status).toBe(200)
    issuer.reform()
    expect(await visit()).toMatchObject({ status: 201, body: { user: { email: 'ann@example.org' } } })
  })

  it('gets the code with the secret and the verifier of the challenge', async () => {
    expect((await visit()).status).toBe(200)
    const last = issuer.exchanged.at(-1)
    expect(last?.authorization).toBe(`Basic ${btoa(`${client.id}:${client.secret}`)}`)
    expect(last?.form.get('code_verifier')).toMatch(/^[\w-]{43}$/)
    expect([...(last?.form.keys() ?? [])]).toEqual(['grant_type', 'code', 'redirect_uri', 'code_verifier'])
  })

  it('without a name is called by its host', async () => {
    await using other = await serve(issuer.settings)
    const { providers } = (await new Api(other.server).ask('GET /api/v1/auth/providers')).body
    expect(providers).toEqual([{ id: 'oidc', name: new URL(issuer.address).host }])
  })

  it('opens nothing by its tokens alone where the server names no audience', async () => {
    await visit()
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: issuer.address, aud: client.id, sub: 'ann', iat: now, exp: now + 60 }
    expect((await api.ask('GET /api/v1/me', { token: await issuer.signed(claims) })).status).toBe(401)
  })
})

const past = () => Math.floor(Date.now() / 1000) - 60

describe('an ID token', () => {
  const claims: [string, (good: JsonObject) => JsonObject, string][] = [
    ['of another visit', (good) => ({ ...good, nonce: 'x'.repeat(43) }), '409 start_again'],
    ['of no visit', ({ nonce: _, ...good }) => good, '409 start_again'],
    ['with a list of nonces', (good) => ({ ...good, nonce: [good.nonce ?? ''] }), '409 start_again'],
    ['for another client', (good) => ({ ...good, aud: 'another' }), '502 about:blank'],
    ['for nobody', ({ aud: _, ...good }) => good, '502 about:blank'],
    ['for nobody, asked for by this one', ({ aud: _, ...good }) => ({ ...good, azp: client.id }), '502 about:blank'],
    ['for several clients', (good) => ({ ...good, aud: [client.id, 'another'] }), '502 about:blank'],
    ['asked for by another client', (good) => ({ ...good, azp: 'another' }), '502 about:blank'],
    ['of another issuer', (good) => ({ ...good, iss: 'https://accounts.google.com' }), '502 about:blank'],
    ['of an issuer with a slash', (good) => ({ ...good, iss: `${good.iss}/` }), '502 about:blank'],
    ['that has expired', (good) => ({ ...good, exp: past() }), '502 about:blank'],
    ['without an end', ({ exp: _, ...good }) => good, '502 about:blank'],
    ['of the future', (good) => ({ ...good, iat: past() + 600 }), '502 about:blank'],
    ['about nobody', ({ sub: _, ...good }) => good, '502 about:blank'],
    ['about someone without end', (good) => ({ ...good, sub: 'x'.repeat(256) }), '502 about:blank'],
    ['about a number', (good) => ({ ...good, sub: 7 }), '502 about:blank'],
  ]
  it.each(claims)('%s opens nothing', async (_what, change, outcome) => {
    issuer.claims = change
    expect(await refused()).toBe(outcome)
  })

  const signatures: [string, (claims: JsonObject) => Promise<string> | string][] = [
    ['that is not signed', (claims) => issuer.unsigned(claims)],
    ['signed with the public key as a secret', (claims) => issuer.confused(claims)],
    ["signed with the client's secret", (claims) => issuer.confused(claims, client.secret)],
    [
      'signed by a foreign key',
      async (claims) => issuer.signed(claims, {}, (await generateKeyPair('RS256')).privateKey),
    ],
    [
      'signed by a foreign algorithm',
      async (claims) => issuer.signed(claims, { alg: 'ES256' }, (await generateKeyPair('ES256')).privateKey),
    ],
    ['with extensions', (claims) => issuer.signed(claims, { b64: true, crit: ['b64'] })],
    ['that is none', () => 'not.a.token'],
    ['that is empty', () => ''],
    ['without end', (claims) => issuer.signed({ ...claims, more: 'x'.repeat(20_000) })],
  ]
  it.each(signatures)('%s opens nothing', async (_what, sign) => {
    issuer.sign = sign
    expect(await refused()).toBe('502 about:blank')
  })

  it('for several clients opens the account if this one asked for it', async () => {
    issuer.claims = (good) => ({ ...good, aud: [client.id, 'another'], azp: client.id })
    expect((await visit()).status).toBe(200)
  })

  it('by a key that the issuer has just introduced is good, and one by the key before no more', async () => {
    const before = await issuer.signed({})
    await issuer.rotateKeys()
    expect((await visit()).status).toBe(200)
    const fetched = issuer.keysFetched
    expect((await visit()).status).toBe(200)
    expect(issuer.keysFetched).toBe(fetched)
    issuer.sign = () => before
    expect(await refused()).toBe('502 about:blank')
  })
})

describe('a token endpoint', () => {
  it.each([
    ['that refuses the code', 400, '{"error":"invalid_grant"}', '409 start_again'],
    ['that rejects this server', 401, '{"error":"invalid_client"}', '502 about:blank'],
    ['that rejects it without a word', 401, '', '502 about:blank'],
    ['that fails', 500, 'Oops', '502 about:blank'],
    ['that answers with a page', 200, '<html></html>', '502 about:blank'],
    ['that answers with too much', 200, JSON.stringify({ id_token: 'x'.repeat(400_000) }), '502 about:blank'],
    ['that answers with deep lists', 200, '['.repeat(5000), '502 about:blank'],
    ['that answers without tokens', 200, '{}', '502 about:blank'],
  ])('%s opens nothing', async (_what, status, body, outcome) => {
    issuer.answer = { status, body }
    expect(await refused()).toBe(outcome)
  })
})

/** A server that has read what the issuer says now. */
async function withConfiguration(configuration: JsonObject, test: (visitor: Visitor) => Promise<void>): Promise<void> {
  issuer.configuration = configuration
  await using other = await serve(issuer.settings)
  await test(new Visitor(new Api(other.server)))
}

describe('a configuration', () => {
  it('without PKCE is served without, and one that wants the secret in the body gets it there', async () => {
    const methods = { token_endpoint_auth_methods_supported: ['client_secret_post', 'none'] }
    await withConfiguration({ code_challenge_methods_supported: ['plain'], ...methods }, async (visitor) => {
      const screen = await visitor.begin('oidc')
      expect(screen.searchParams.has('code_challenge')).toBe(false)
      expect((await visitor.finish('oidc', await issuer.press(screen))).status).toBe(201)
      const last = issuer.exchanged.at(-1)
      expect(last?.authorization).toBe(undefined)
      expect(Object.fromEntries(last?.form ?? [])).toMatchObject({ client_id: client.id, client_secret: client.secret })
    })
  })

  it('that announces `iss` is held to it', async () => {
    await withConfiguration({ authorization_response_iss_parameter_supported: true }, async (visitor) => {
      const unsaid = await issuer.press(await visitor.begin('oidc'))
      expect((await visitor.finish('oidc', unsaid)).body.type).toBe('start_again')
      const said = { ...(await issuer.press(await visitor.begin('oidc'))), iss: issuer.address }
      expect((await visitor.finish('oidc', said)).status).toBe(201)
    })
  })

  it('that leads to an address of a private network is not followed there', async () => {
    let isCalled = false
    await using inner = await LyingIssuer.start()
    inner.sign = () => {
      isCalled = true
      return ''
    }
    await withConfiguration({ token_endpoint: `${inner.address}/token` }, async (visitor) => {
      const path = '/api/v1/auth/providers/oidc/authorize'
      expect((await visitor.ask('POST /api/v1/auth/providers/:provider/authorize', {}, path)).status).toBe(502)
    })
    const byName = `${inner.address.replace('127.0.0.1', 'localhost')}/token`
    await withConfiguration({ token_endpoint: byName }, async (visitor) => {
      const { status } = await visitor.visit('oidc', issuer.press)
      expect(status).toBe(502)
    })
    expect(isCalled).toBe(false)
  })

  it('without the endpoints of signing in is said to be unsuited', async () => {
    await withConfiguration({ authorization_endpoint: null }, async (visitor) => {
      const path = '/api/v1/auth/providers/oidc/authorize'
      const answer = await visitor.ask('POST /api/v1/auth/providers/:provider/authorize', {}, path)
      expect(answer).toMatchObject({ status: 502, body: { detail: expect.stringContaining('administrator') } })
    })
  })

  it('leads to userinfo for an address that the ID token lacks, and to nobody else', async () => {
    const { claims } = issuer
    issuer.claims = ({ email: _, email_verified: __, ...good }) => good
    const userinfo = { userinfo_endpoint: `${issuer.address}/userinfo` }
    await withConfiguration(userinfo, async (visitor) => {
      issuer.userinfo = { sub: 'another', email: 'another@example.org', email_verified: true }
      expect((await visitor.visit('oidc', issuer.press)).status).toBe(502)
      issuer.userinfo = { sub: 'ann', email: 'ann@example.org', email_verified: false }
      expect((await visitor.visit('oidc', issuer.press)).body.type).toBe('verify_address')
      issuer.userinfo = { sub: 'ann', email: 'ann@example.org', email_verified: true }
      expect(await visitor.visit('oidc', issuer.press)).toMatchObject({
        status: 201,
        body: { user: { full_name: 'Ann' } },
      })
    })
    issuer.claims = claims
  })

  it('that never comes is said to be out of reach', async () => {
    await using other = await serve({ ...issuer.settings, RMIRROR_OIDC_ISSUER: 'http://127.0.0.1:1' })
    const path = '/api/v1/auth/providers/oidc/authorize'
    const visitor = new Visitor(new Api(other.server))
    const answer = await visitor.ask('POST /api/v1/auth/providers/:provider/authorize', {}, path)
    expect(answer).toMatchObject({ status: 502, body: { detail: expect.stringContaining("can't be reached") } })
  })
})
