// SPDX-License-Identifier: AGPL-3.0-or-later
// People of a sign-in service come in with its tokens: a real OpenID Connect provider, the real server, and jose to
// sign what the provider never would.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { CompactSign, type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Program, start, startDatabase, startServer } from '../world/programs.ts'

const audience = 'notes-app'
const started: Program[] = []
let issuer = ''
let server = ''
let publicKey: CryptoKey
let privateKey: CryptoKey

beforeAll(async () => {
  ;({ publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true }))
  const key: JWK = { ...(await exportJWK(privateKey)), kid: 'provider', alg: 'RS256', use: 'sig' }
  const database = await startDatabase()
  started.push(database)
  const provider = await start(
    process.execPath,
    ['e2e/emulators/sign-in-service.mjs'],
    { JWKS: JSON.stringify({ keys: [key] }) },
    (text) => text.startsWith('http:'),
  )
  started.push(provider)
  issuer = provider.said
  const program = await startServer(database.said, { RMIRROR_OIDC_ISSUER: issuer, RMIRROR_OIDC_AUDIENCE: audience })
  started.push(program)
  server = program.said
})

afterAll(async () => {
  for (const program of started.reverse()) await program[Symbol.asyncDispose]()
})

/** Signs a person in as a browser does: code flow with PKCE, redirects followed with their cookies. */
async function idTokenOf(person: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    client_id: audience,
    response_type: 'code',
    redirect_uri: 'http://127.0.0.1/signed-in',
    scope: 'openid email profile',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: person,
  })
  const code = await codeAt(`${issuer}/auth?${query}`)
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: audience,
      grant_type: 'authorization_code',
      redirect_uri: 'http://127.0.0.1/signed-in',
      code,
      code_verifier: verifier,
    }),
  })
  return (await answer.json()).id_token
}

async function codeAt(address: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = new URL(address)
  for (let redirects = 0; redirects < 10; redirects += 1) {
    const code = url.searchParams.get('code')
    if (url.pathname === '/signed-in' && code) return code
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    url = new URL(answer.headers.get('location') ?? `${issuer}/no-redirect-${answer.status}`, url)
  }
  throw new Error(`no code in the end, but ${url}`)
}

async function me(token: string) {
  const answer = await fetch(`${server}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.json() }
}

/** An unknown key may be new; whether it is the service is asked ten seconds after the last time at the earliest. */
async function verdictOn(token: string) {
  const answers: Awaited<ReturnType<typeof me>>[] = []
  const status = async () => answers[answers.push(await me(token)) - 1]?.status
  await expect.poll(status, { interval: 500 }).not.toBe(503)
  return answers.at(-1)
}

const now = () => Math.floor(Date.now() / 1000)
const good = () => ({ iss: issuer, aud: audience, sub: 'made-by-jose', iat: now(), exp: now() + 60 })

function sign(claims: object, header: object = {}, key: CryptoKey = privateKey): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'RS256', kid: 'provider', typ: 'JWT', ...header })
    .sign(key)
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

describe('people of a sign-in service', () => {
  it('get an account when they first come, and the same ever after', async () => {
    const first = await me(await idTokenOf('ann'))
    expect(first).toMatchObject({
      status: 200,
      body: { email: 'ann@example.org', full_name: 'ann of the service' },
    })
    const again = await me(await idTokenOf('ann'))
    expect(again.body.id).toBe(first.body.id)
    const other = await me(await idTokenOf('bob'))
    expect(other.body.id).not.toBe(first.body.id)
  })

  it('get one account, however many requests come at once', async () => {
    const token = await idTokenOf('cyd')
    const answers = await Promise.all(Array.from({ length: 8 }, () => me(token)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  })

  it('never take over an account that another person opened with their address', async () => {
    const signedUp = await fetch(`${server}/api/v1/auth/signup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'Dan@example.org', password: 'correct horse battery staple' }),
    })
    expect(signedUp.status).toBe(201)
    const dan = await me(await idTokenOf('dan'))
    expect(dan).toMatchObject({ status: 200, body: { email: null } })
    expect(dan.body.id).not.toBe((await signedUp.json()).user.id)
  })

  it('may let agents in', async () => {
    const answer = await fetch(`${server}/api/v1/auth/agent-token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await idTokenOf('eve')}` },
      body: '{}',
    })
    expect(answer.status).toBe(201)
    expect(await me((await answer.json()).access_token)).toMatchObject({
      status: 200,
      body: { email: 'eve@example.org' },
    })
  })

  it('may come with a session token in the manner of Clerk', async () => {
    const { aud: _, ...claims } = good()
    const token = await sign({ ...claims, azp: audience, sid: 'sess_1', sts: 'active', v: 2 })
    expect(await me(token)).toMatchObject({ status: 200, body: { email: null } })
  })
})

describe('a token', () => {
  const bad: [string, () => Promise<string> | string][] = [
    ['for another program', () => sign({ ...good(), aud: 'another-app' })],
    ['asked for by another program', () => sign({ ...good(), azp: 'another-app' })],
    ['without an audience', () => sign({ ...good(), aud: undefined })],
    ['of another issuer', () => sign({ ...good(), iss: 'https://other.example' })],
    ['that has expired', () => sign({ ...good(), exp: now() - 10 })],
    ['without an end', () => sign({ ...good(), exp: undefined })],
    ['that is not valid yet', () => sign({ ...good(), nbf: now() + 60 })],
    ['without a subject', () => sign({ ...good(), sub: undefined })],
    ['of a session that is pending', () => sign({ ...good(), sts: 'pending' })],
    ['with an unknown key', () => sign(good(), { kid: 'elsewhere' })],
    ['without a signature', () => `${encoded({ alg: 'none', kid: 'provider' })}.${encoded(good())}.`],
    ['with a foreign signature', async () => sign(good(), {}, (await generateKeyPair('RS256')).privateKey)],
    [
      'signed with the public key as a secret',
      async () => {
        const signed = `${encoded({ alg: 'HS256', kid: 'provider' })}.${encoded(good())}`
        const mac = createHmac('sha256', await exportSPKI(publicKey)).update(signed)
        return `${signed}.${mac.digest('base64url')}`
      },
    ],
    [
      'changed on its way',
      async () => (await sign(good())).replace(/\.[^.]+\./, `.${encoded({ ...good(), sub: 'ann' })}.`),
    ],
    ['that says it is ours', () => sign({ ...good(), iss: 'rmirror', type: 'access' })],
  ]

  it.each(bad)('%s opens nothing and is told why', async (_name, make) => {
    const answer = await verdictOn(await make())
    expect(answer).toMatchObject({ status: 401, type: 'application/problem+json' })
    expect(answer?.body.detail).toMatch(/^[A-Z].*\.$/)
  })

  it('that is good opens the door, so the bad ones are bad for their own reasons', async () => {
    expect(await me(await sign(good()))).toMatchObject({ status: 200 })
  })
})
