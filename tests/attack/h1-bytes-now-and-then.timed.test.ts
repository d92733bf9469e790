// SPDX-License-Identifier: AGPL-3.0-or-later
// A byte now and then keeps no connection: neither of a body that is sent, nor of an answer that is taken. How soon each
// is closed is counted in tests/server/wire/connections/transfer_deadline_test.cpp, by a clock that is turned by hand.
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import type { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { Device, signUp, uuid } from '../contract/library.ts'
import { requestOf, startAttacked } from './attacked.ts'
import { noise } from './pictures.ts'
import type { RawClient } from './raw-client.ts'

const settings = { RMIRROR_TEST_BODY_SECONDS: '2' }
const attackers = 40
const hello = 'GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n'

/** Until the server has closed all of them, as often as it likes to be told. */
async function dripUntilClosed(clients: RawClient[], drop: (client: RawClient) => void): Promise<void> {
  const drops = setInterval(() => {
    for (const client of clients) if (!client.isClosed) drop(client)
  }, 50)
  await expect.poll(() => clients.filter((client) => !client.isClosed).length).toBe(0)
  clearInterval(drops)
}

it('bodies of which a byte comes now and then are closed, while others are answered', async () => {
  await using server = await startAttacked(settings)
  const token = await signUp(server.api, 'ann@example.org')
  const head = requestOf('POST /api/v1/sync/manifest', token, '', { 'Content-Type': 'application/json' })
  const clients: RawClient[] = []
  for (let i = 0; i < attackers; i++) {
    const client = await server.connect()
    await client.send(head.replace('Content-Length: 0', 'Content-Length: 1000000'))
    clients.push(client)
  }
  const closed = dripUntilClosed(clients, (client) => client.send(' '))
  expect(await (await server.connect('127.0.0.2')).ask(hello)).toBe(200)
  await closed
  for (const client of clients) expect(await client.status()).toBe(408)
})

it('answers of which a little is taken now and then are cut off, while others are answered', async () => {
  await using server = await startAttacked(settings)
  const token = await signUp(server.api, 'ann@example.org')
  const device = new Device(server.api, token, 1)
  await device.announce([1])
  const picture = noise(1900, randomBytes)
  expect((await device.put(1, {}, '', picture)).status).toBe(200)
  const path = `/api/v1/notebooks/${uuid(1)}/pages/${uuid(1)}/image`
  // What the kernel has still to deliver keeps a connection open for the client alone.
  const held = () => readdirSync(`/proc/${server.pid}/fd`).length
  const before = held()
  const sockets: Socket[] = []
  // The kernel takes the first one whole.
  const thrice = requestOf(`GET ${path}`, token).repeat(3)
  for (let i = 0; i < attackers; i++) sockets.push(await server.send(thrice))
  await expect.poll(held).toBeGreaterThanOrEqual(before + attackers)
  // 10 KB a second each: it would take them eighteen minutes.
  const drops = setInterval(() => {
    for (const socket of sockets) socket.read(1000)
  }, 100)
  expect((await device.image(1)).bytes.length).toBe(picture.length)
  // Beside its own connections to the database, of which there may be some more.
  await expect.poll(held).toBeLessThan(before + attackers / 2)
  clearInterval(drops)
})
