// SPDX-License-Identifier: AGPL-3.0-or-later
// Thousands of connections that ask nothing: each network has a limit, and idle connections are closed to make room.
import { expect, it } from 'vitest'
import { startAttacked } from './attacked.ts'
import type { RawClient } from './raw-client.ts'

const hello = 'GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n'
const openOf = (clients: RawClient[]) => clients.filter((client) => !client.isClosed).length

it('one network cannot take the connections of others, nor more than its own', async () => {
  await using server = await startAttacked({
    RMIRROR_TEST_RATE_LIMITS: 'on',
    RMIRROR_CONNECTIONS: '100',
    RMIRROR_TEST_CONNECTIONS_PER_NETWORK: '20',
  })
  const attackers: RawClient[] = []
  for (let i = 0; i < 100; i++) attackers.push(await server.connect('127.0.0.2'))
  expect(await (await server.connect('127.0.0.3')).ask(hello)).toBe(200)
  await expect.poll(() => openOf(attackers)).toBeLessThanOrEqual(20)
  // Its own idle connections make room, so that a crowded household never sees the limit.
  expect(await (await server.connect('127.0.0.2')).ask(hello)).toBe(200)
})

it('when all connections are taken, the one that is idle longest makes room', async () => {
  await using server = await startAttacked({ RMIRROR_CONNECTIONS: '12' })
  const clients: RawClient[] = []
  for (let i = 0; i < 12; i++) {
    const client = await server.connect(`127.0.1.${i + 1}`)
    expect(await client.ask(hello)).toBe(200)
    clients.push(client)
  }
  // The first is no longer the one that is idle longest.
  await clients[0]?.send(hello)
  await expect.poll(() => clients[0]?.received.split('ok\n').length).toBe(3)
  for (let i = 0; i < 5; i++) {
    const client = await server.connect(`127.0.2.${i + 1}`)
    expect(await client.ask(hello)).toBe(200)
  }
  await expect.poll(() => openOf(clients)).toBe(7)
  expect(clients.map((client) => client.isClosed)).toEqual(clients.map((_, i) => i > 0 && i < 6))
})

it('half requests from many networks make room for whole ones', async () => {
  await using server = await startAttacked({ RMIRROR_CONNECTIONS: '50' })
  for (let i = 0; i < 60; i++) await (await server.connect(`127.0.3.${i + 1}`)).send('GET /healthz HTTP/1.1\r\nHost')
  for (let i = 0; i < 5; i++) expect(await (await server.connect('127.0.0.4')).ask(hello)).toBe(200)
})

it('those that came while the server was held up make room as well', async () => {
  await using server = await startAttacked({ RMIRROR_CONNECTIONS: '50' })
  process.kill(server.pid, 'SIGSTOP')
  const attackers: RawClient[] = []
  for (let i = 0; i < 60; i++) attackers.push(await server.connect(`127.0.3.${i + 1}`))
  const client = await server.connect('127.0.0.4')
  await client.send(hello)
  process.kill(server.pid, 'SIGCONT')
  expect(await client.status()).toBe(200)
  await expect.poll(() => openOf(attackers)).toBeLessThanOrEqual(49)
})
