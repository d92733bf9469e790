// SPDX-License-Identifier: AGPL-3.0-or-later
// A port of IPv6 shows IPv4 clients as ::ffff:a.b.c.d: each is a network of its own, by its own address.
import { expect, it } from 'vitest'
import { askDatabase } from '../world/database.ts'
import { startAttacked } from './attacked.ts'

const ask = (more = '') => `GET /api/v1/me HTTP/1.1\r\nHost: test\r\n${more}\r\n`

it('one IPv4 client that asks too often does not use up the requests of the others', async () => {
  await using server = await startAttacked({ RMIRROR_LISTEN: '[::]:0', RMIRROR_TEST_RATE_LIMITS: 'on' })
  for (let i = 0; i < 30; i++) expect(await (await server.connect('127.0.0.2')).ask(ask())).toBe(401)
  expect(await (await server.connect('127.0.0.2')).ask(ask())).toBe(429)
  expect(await (await server.connect('127.0.0.3')).ask(ask())).toBe(401)
})

it('an IPv4 proxy is trusted, and whom it asks for is one address however it is written', async () => {
  await using server = await startAttacked({
    RMIRROR_LISTEN: '[::]:0',
    RMIRROR_TEST_RATE_LIMITS: 'on',
    RMIRROR_TRUSTED_PROXIES: '127.0.0.2',
  })
  const asked = async (client: string) => (await server.connect('127.0.0.2')).ask(ask(`X-Forwarded-For: ${client}\r\n`))
  for (let i = 0; i < 30; i++) expect(await asked(i % 2 ? '::ffff:192.0.2.1' : '192.0.2.1')).toBe(401)
  expect(await asked('192.0.2.1')).toBe(429)
  expect(await asked('192.0.2.2')).toBe(401)
})

it('who signs up is noted by the IPv4 address', async () => {
  await using server = await startAttacked({ RMIRROR_LISTEN: '[::]:0' })
  const json = { email: 'ann@example.org', password: 'correct horse battery staple' }
  expect((await server.api.ask('POST /api/v1/auth/signup', { json })).status).toBe(201)
  expect(askDatabase(server.databaseUrl, 'SELECT DISTINCT address FROM audit')).toBe('127.0.0.1')
})
