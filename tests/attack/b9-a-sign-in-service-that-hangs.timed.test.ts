// SPDX-License-Identifier: AGPL-3.0-or-later
// A sign-in service that hangs: it delays neither the start nor anybody who does not need it.
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { signUp } from '../contract/library.ts'
import { startAttacked } from './attacked.ts'

/** A token that the service may have signed, with a key that nobody has seen yet. */
function tokenOf(key: string, issuer: string): string {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { iss: issuer, aud: 'notes', sub: 'ann', exp: Math.floor(Date.now() / 1000) + 60 }
  return `${encoded({ alg: 'RS256', kid: key })}.${encoded(claims)}.c2lnbmF0dXJl`
}

it('nobody waits for a sign-in service that takes connections and says nothing', async () => {
  const hanging = createServer((socket) => socket.on('error', () => {}))
  hanging.listen(0, '127.0.0.1')
  await once(hanging, 'listening')
  const issuer = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`
  const server = await startAttacked({ RMIRROR_OIDC_ISSUER: issuer, RMIRROR_OIDC_AUDIENCE: 'notes' })
  try {
    const own = await signUp(server.api, 'ann@example.org')
    const begun = Date.now()
    const strangers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => server.api.ask('GET /api/v1/me', { token: tokenOf(`key ${i}`, issuer) })),
    )
    for (const answer of strangers) {
      expect(answer.status).toBe(503)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect((await server.api.ask('GET /api/v1/me', { token: own })).status).toBe(200)
    // The service is given three seconds to answer; all of this took less than one try.
    expect(Date.now() - begun).toBeLessThan(2500)
  } finally {
    await server[Symbol.asyncDispose]()
    hanging.close()
  }
})
