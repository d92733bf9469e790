// SPDX-License-Identifier: AGPL-3.0-or-later
// What strangers can do without a token: ask whether the server is ready, come through a proxy, send nonsense.
import { expect, it } from 'vitest'
import { signUp } from '../contract/library.ts'
import { askDatabase } from '../world/database.ts'
import { startAttacked } from './attacked.ts'

it('clients of a proxy that writes ports are told apart', async () => {
  await using server = await startAttacked({ RMIRROR_TEST_RATE_LIMITS: 'on', RMIRROR_TRUSTED_PROXIES: '127.0.0.1' })
  const asked = async (client: string) =>
    (await fetch(`${server.url}/api/v1/me`, { headers: { 'X-Forwarded-For': client } })).status
  for (let i = 0; i < 30; i++) expect(await asked(`192.0.2.1:${50_000 + i}`)).toBe(401)
  expect(await asked('192.0.2.1:1234')).toBe(429)
  expect(await asked('192.0.2.2:1234')).toBe(401)
  expect(await asked('[2001:db8::1]:1234')).toBe(401)
})

it('who asks again and again whether the server is ready makes it look once a second', async () => {
  await using server = await startAttacked()
  const token = await signUp(server.api, 'ann@example.org')
  const committed = () =>
    Number(
      askDatabase(server.databaseUrl, 'SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()'),
    )
  /** PostgreSQL counts what a connection did when it is used again after a second. */
  const everyConnection = async () => {
    const end = Date.now() + 1100
    while (Date.now() < end) await server.api.ask('GET /healthz')
    await Promise.all(Array.from({ length: 8 }, () => server.api.ask('GET /api/v1/me', { token })))
  }
  await everyConnection()
  const before = committed()
  const began = Date.now()
  const statuses = new Set<number>()
  for (let i = 0; i < 50; i++)
    for (const answer of await Promise.all(Array.from({ length: 20 }, () => fetch(`${server.url}/readyz`))))
      statuses.add(answer.status)
  await everyConnection()
  expect(statuses).toEqual(new Set([200]))
  // A thousand looks would be a thousand commits. What the server does by itself is more on a machine that takes longer.
  const seconds = (Date.now() - began) / 1000
  expect(committed() - before).toBeLessThan(200 + 20 * seconds)
})
