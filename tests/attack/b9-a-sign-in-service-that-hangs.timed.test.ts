// SPDX-License-Identifier: AGPL-3.0-or-later
// A sign-in service that hangs: it delays neither the start nor anybody who does not need it.
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { Api } from '../contract/answers.ts'
import { signUp } from '../contract/library.ts'
import { startServer } from '../world/programs.ts'
import { startAttacked } from './attacked.ts'

/** A token that the service may have signed, with a key that the server has not seen yet. */
function tokenOf(key: string, issuer: string): string {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { iss: issuer, aud: 'notes', sub: 'ann', exp: Math.floor(Date.now() / 1000) + 60 }
  return `${encoded({ alg: 'RS256', kid: key })}.${encoded(claims)}.c2lnbmF0dXJl`
}

it('no request waits for a sign-in service that accepts connections and does not answer', async () => {
  const sockets: Socket[] = []
  const hanging = createServer((socket) => {
    socket.on('error', () => {})
    sockets.push(socket)
  })
  hanging.listen(0, '127.0.0.1')
  await once(hanging, 'listening')
  const issuer = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`
  await using server = await startAttacked()
  const own = await signUp(server.api, 'ann@example.org')
  // It asks the service as soon as it starts, and gives that try up after three seconds.
  const settings = { RMIRROR_DB_CONNECTIONS: '4', RMIRROR_OIDC_ISSUER: issuer, RMIRROR_OIDC_AUDIENCE: 'notes' }
  await using beside = await startServer(server.databaseUrl, settings, 'native', 'api')
  const api = new Api(beside.said)
  await expect.poll(() => sockets.length).toBeGreaterThan(0)
  const isTrying = () => sockets.length === 1 && !sockets[0]?.closed
  sockets[0]?.resume()
  let strangers = 0
  let owners = 0
  const ask = async (act: () => Promise<void>) => {
    while (isTrying()) await act()
  }
  await Promise.all([
    ...Array.from({ length: 12 }, (_, i) =>
      ask(async () => {
        const answer = await api.ask('GET /api/v1/me', { token: tokenOf(`key ${i} ${strangers}`, issuer) })
        expect(answer.status).toBe(503)
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
        if (isTrying()) strangers++
      }),
    ),
    ask(async () => {
      expect((await api.ask('GET /api/v1/me', { token: own })).status).toBe(200)
      if (isTrying()) owners++
    }),
  ])
  hanging.close()
  // Who waits for that one try is answered when it is over, and never during it.
  expect(strangers).toBeGreaterThan(12)
  expect(owners).toBeGreaterThan(1)
})
