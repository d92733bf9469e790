// SPDX-License-Identifier: AGPL-3.0-or-later
// A server whose database has gone is alive, says what is the matter, and asks for patience.
import { expect, it } from 'vitest'
import { startCluster, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { signUp } from './library.ts'

it('a server without its database answers, and is not ready', async () => {
  const database = await startCluster()
  // What libpqxx leaks on a lost connection is not the test's concern.
  await using server = await startServer(database.said, { ASAN_OPTIONS: 'detect_leaks=0' })
  const api = new Api(server.said)
  const token = await signUp(api, 'ann@example.org')
  expect((await api.ask('GET /readyz')).status).toBe(200)
  expect((await api.ask('GET /metrics')).body).toContain('\nrmirror_database_up 1\n')

  await database[Symbol.asyncDispose]()
  expect((await api.ask('GET /healthz')).status).toBe(200)
  const json = { email: 'ann@example.org', password: 'correct horse battery staple' }
  // What it said last is said for a second.
  await expect.poll(async () => (await api.ask('GET /readyz')).status).toBe(503)
  for (const answer of [
    await api.ask('GET /readyz'),
    await api.ask('GET /api/v1/notebooks', { token }),
    await api.ask('POST /api/v1/auth/login', { json }),
  ]) {
    expect(answer.status).toBe(503)
    expect(answer.body.detail).toMatch(/^[A-Z].*\.$/)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  expect((await api.ask('GET /metrics')).body).toContain('\nrmirror_database_up 0\n')
})
