// SPDX-License-Identifier: AGPL-3.0-or-later
// Bodies that never end fill the memory for all bodies: no user has much of it, strangers have none, and none for long.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { signUp, uuid } from '../contract/library.ts'
import { type Attacked, startAttacked } from './attacked.ts'
import type { RawClient } from './raw-client.ts'

const megabyte = 1 << 20
const credentials = { email: 'ann@example.org', password: 'correct horse battery staple' }
/** For bodies of all clients together. */
const small = { RMIRROR_BODY_MEMORY_MB: '16' }

const manifest = {
  scope: 'library',
  notebooks: [{ notebook_uuid: uuid(1), document_type: 'notebook', visible_name: 'Diary' }],
}

function headOf(path: string, length: number, token = ''): string {
  const authorization = token && `Authorization: Bearer ${token}\r\n`
  const head = `POST ${path} HTTP/1.1\r\nHost: test\r\n${authorization}Content-Type: application/json\r\n`
  return `${head}Content-Length: ${length}\r\n\r\n`
}

/** Sends all but the last byte, and waits until the server has what it takes of it, or takes nothing any more. */
async function holdBack(server: Attacked, request: { path: string; length: number; token?: string; from?: string }) {
  const client = await server.connect(request.from)
  const held = await server.metric('rmirror_http_body_bytes')
  await client.send(headOf(request.path, request.length, request.token) + 'x'.repeat(request.length - 1))
  await expect
    .poll(async () => client.received !== '' || (await server.metric('rmirror_http_body_bytes')) !== held)
    .toBe(true)
  return client
}

it('strangers who send all but the last byte keep no user from signing in or sending', async () => {
  await using server = await startAttacked(small)
  const token = await signUp(server.api, credentials.email)
  const path = '/api/claude/v1/messages'
  const strangers = []
  for (let i = 0; i < 8; i++) strangers.push(await holdBack(server, { path, length: 2 * megabyte }))
  expect((await server.api.ask('POST /api/v1/auth/login', { json: credentials })).status).toBe(200)
  expect((await server.api.ask('POST /api/v1/sync/manifest', { token, json: manifest })).status).toBe(200)
  for (const stranger of strangers) expect(await stranger.status()).toBe(401)
})

it('a route that needs a token says so before it reads the body', async () => {
  await using server = await startAttacked()
  for (const token of ['', 'nonsense', 'eyJhbGciOiJub25lIn0.eyJpc3MiOiJybWlycm9yIn0.']) {
    const stranger = await server.connect()
    expect(await stranger.ask(headOf('/api/v1/sync/manifest', megabyte, token))).toBe(401)
    expect(stranger.header('www-authenticate')).toContain('Bearer')
  }
})

it('one user who sends all but the last byte leaves room for the others', async () => {
  await using server = await startAttacked(small)
  const ann = await signUp(server.api, credentials.email)
  const bob = await signUp(server.api, 'bob@example.org')
  const path = '/api/v1/sync/manifest'
  const held = []
  for (let i = 0; i < 16; i++) held.push(await holdBack(server, { path, length: megabyte, token: ann }))
  expect(await server.metric('rmirror_http_body_bytes')).toBeLessThanOrEqual(4 * megabyte)
  expect((await server.api.ask('POST /api/v1/sync/manifest', { token: bob, json: manifest })).status).toBe(200)
  const statuses = held.map((client) => Number(client.received.split(' ')[1] ?? 0))
  expect(statuses.filter((status) => status === 503).length).toBe(12)
})

it('one network without a sign-in leaves room for the others', async () => {
  await using server = await startAttacked(small)
  await signUp(server.api, credentials.email)
  const largest = 65_536
  // And what is left by the bytes that are held back.
  const lengths = [...Array((16 * megabyte) / largest).fill(largest), ...Array(4).fill(64)]
  const strangers: RawClient[] = []
  for (const length of lengths) {
    const client = await server.connect('127.0.0.2')
    await client.send(headOf('/api/v1/auth/login', length) + ' '.repeat(length - 1))
    strangers.push(client)
  }
  const isFull = async () => {
    const refused = strangers.filter((stranger) => stranger.received !== '').length
    const held = await server.metric('rmirror_http_body_bytes')
    // Where there is no room left at all, the server cannot say how much is held.
    return refused > strangers.length / 2 || !(held < 15.9 * megabyte)
  }
  await expect.poll(isFull).toBe(true)
  expect((await server.api.ask('POST /api/v1/auth/login', { json: credentials })).status).toBe(200)
})

it('a body that came at once but for its end, or brings a byte now and then, ends soon', async () => {
  await using server = await startAttacked({ RMIRROR_TEST_BODY_SECONDS: '1' })
  const token = await signUp(server.api, credentials.email)
  const path = '/api/v1/sync/manifest'
  const silent = await holdBack(server, { path, length: 4 * megabyte, token })
  const dripping = await server.connect()
  await dripping.send(headOf(path, 1000, token))
  const drops = setInterval(() => dripping.send('x'), 900)
  expect(await silent.status()).toBe(408)
  expect(await dripping.status()).toBe(408)
  clearInterval(drops)
})

/** A sign-in service that answers with its keys after `open`. */
async function startIssuer(): Promise<{ server: Server; issuer: string; open: () => void }> {
  const waiting: (() => void)[] = []
  let isOpen = false
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    const answer = () =>
      response.end(JSON.stringify(path === '/keys' ? { keys: [] } : { issuer, jwks_uri: `${issuer}/keys` }))
    if (isOpen) answer()
    else waiting.push(answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const open = () => {
    isOpen = true
    for (const answer of waiting) answer()
  }
  return { server, issuer, open }
}

it("a sign-in service's token whose key is not known yet gets a request to retry, before its body", async () => {
  const { server: service, issuer, open } = await startIssuer()
  const server = await startAttacked({ RMIRROR_OIDC_ISSUER: issuer, RMIRROR_OIDC_AUDIENCE: 'notes' })
  try {
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = { iss: issuer, aud: 'notes', sub: 'ann', exp: Math.floor(Date.now() / 1000) + 60 }
    const token = `${encoded({ alg: 'RS256', kid: 'new' })}.${encoded(claims)}.c2lnbmF0dXJl`
    const early = await server.connect()
    expect(await early.ask(headOf('/api/v1/sync/manifest', megabyte, token))).toBe(503)
    expect(early.header('retry-after')).toBe('1')
    open()
    const statusOf = async () => (await server.connect()).ask(headOf('/api/v1/sync/manifest', megabyte, token))
    // The keys are there now, and none of them made this signature.
    await expect.poll(statusOf).toBe(401)
  } finally {
    await server[Symbol.asyncDispose]()
    service.close()
  }
})
