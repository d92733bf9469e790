// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures that clients do not read fill the server's memory: each is read from the disk as its client takes it.
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { Device, signUp, uuid } from '../contract/library.ts'
import { requestOf, startAttacked } from './attacked.ts'
import { noise } from './pictures.ts'

const readers = 80

it('80 pictures that no client reads cost no more than a few megabytes', async () => {
  await using server = await startAttacked()
  const token = await signUp(server.api, 'ann@example.org')
  const device = new Device(server.api, token, 1)
  await device.announce([1])
  const picture = noise(1900, randomBytes)
  expect(picture.length).toBeGreaterThan(3_500_000)
  expect((await device.put(1, {}, '', picture)).status).toBe(200)

  const before = server.memory()
  const path = `/api/v1/notebooks/${uuid(1)}/pages/${uuid(1)}/image`
  for (let i = 0; i < readers; i++) await server.send(requestOf(`GET ${path}`, token))
  // Answered after all of them, since one user's requests are begun in their order.
  const image = await device.image(1)
  expect(image.status).toBe(200)
  expect(Buffer.compare(image.bytes, picture)).toBe(0)
  expect(server.memory() - before).toBeLessThan(60)
})
