// SPDX-License-Identifier: AGPL-3.0-or-later
// A sign-in service's token before its keys are known: its client is asked to retry, until the keys were
// asked for after it came; invented keys are refused then, and don't have the service asked more often.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { startAttacked } from './attacked.ts'

interface Key {
  kid: string
  publicKey: KeyObject
  privateKey: KeyObject
}

const keyOf = (kid: string): Key => ({ kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) })

/** Shows these keys, and when it was asked for them. */
async function startIssuer(keys: Key[]) {
  const askedAt: number[] = []
  const server = createServer((request, response) => {
    if (request.url !== '/keys') return response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }))
    askedAt.push(performance.now())
    const shown = keys.map(({ kid, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256' }))
    return response.end(JSON.stringify({ keys: shown }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { issuer, askedAt, [Symbol.dispose]: () => server.close() }
}

function tokenOf(issuer: string, { kid, privateKey }: Key): string {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { iss: issuer, aud: 'notes', sub: 'ann', exp: Math.floor(Date.now() / 1000) + 300 }
  const signed = `${encoded({ alg: 'RS256', kid })}.${encoded(claims)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
}

it('a token of a key that its service has had for a moment gets a request to retry, and is then accepted', async () => {
  const keys = [keyOf('old')]
  using service = await startIssuer(keys)
  const settings = { RMIRROR_OIDC_ISSUER: service.issuer, RMIRROR_OIDC_AUDIENCE: 'notes' }
  await using server = await startAttacked(settings)
  const ask = async (key: Key) => server.api.ask('GET /api/v1/me', { token: tokenOf(service.issuer, key) })
  const [old, recent, invented] = [keys[0] as Key, keyOf('recent'), keyOf('invented')]
  await expect.poll(async () => (await ask(old)).status).toBe(200)
  keys.push(recent)
  for (const key of [recent, invented]) {
    const early = await ask(key)
    expect(early.status).toBe(503)
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(early.headers.get('retry-after'))).toBeLessThanOrEqual(10)
  }
  const strangers = Array.from({ length: 50 }, (_, i) => ask({ ...invented, kid: `invented ${i}` }))
  for (const { status } of await Promise.all(strangers)) expect(status).toBe(503)
  const statuses: number[] = []
  const next = async () => statuses[statuses.push((await ask(recent)).status) - 1]
  await expect.poll(next, { interval: 200 }).toBe(200)
  expect(new Set(statuses)).toEqual(new Set([503, 200]))
  expect((await ask(invented)).status).toBe(401)
  expect((await ask(old)).status).toBe(200)
  // Ten seconds lie between two looks; half of it is left for a machine that hears of the first one late.
  expect(service.askedAt.length).toBeGreaterThan(1)
  for (const [i, at] of service.askedAt.slice(1).entries()) expect(at - (service.askedAt[i] ?? 0)).toBeGreaterThan(5000)
})
