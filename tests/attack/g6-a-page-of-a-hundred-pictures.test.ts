// SPDX-License-Identifier: AGPL-3.0-or-later
// One page costs one unit of quota, so what it sends to the reading model has a bound, whatever its parts are.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Device } from '../contract/library.ts'
import { askDatabase } from '../world/database.ts'
import { type Attacked, startAttacked } from './attacked.ts'
import { blank } from './pictures.ts'

let server: Attacked

beforeAll(async () => {
  server = await startAttacked()
})

afterAll(() => server[Symbol.asyncDispose]())

async function deviceOf(email: string): Promise<Device> {
  const device = await Device.signUp(server.api, email)
  await device.announce([1])
  return device
}

const part = (number: number, of: number) => `&part=${number}&of=${of}`
const storedParts = (email: string) =>
  askDatabase(
    server.databaseUrl,
    `SELECT count(*) FROM page_images JOIN users ON users.id = user_id WHERE email = '${email}'`,
  )
const queued = () => askDatabase(server.databaseUrl, 'SELECT count(*) FROM sync_queue')

it('a page of a hundred parts is refused at the first of them', async () => {
  const device = await deviceOf('ann@example.org')
  const { status, body } = await device.put(1, {}, part(1, 100), blank(1500, 1499))
  expect([status, body.field]).toEqual([400, 'of'])
  expect(storedParts('ann@example.org')).toBe('0')
})

it('parts that together have more pixels than a page may send are refused, and the page is not read', async () => {
  const device = await deviceOf('bob@example.org')
  // 54 squares of 28 pixels along each edge: eight of them are 23,328 of the 24,000 that a page may have.
  const picture = (number: number) => blank(1500, 1480 + number)
  for (let number = 1; number <= 8; number++)
    expect((await device.put(1, {}, part(number, 20), picture(number))).status).toBe(200)
  const refused = await device.put(1, {}, part(9, 20), picture(9))
  expect(refused.status).toBe(422)
  expect(refused.body.detail).toContain('at most 24000 squares')
  expect(storedParts('bob@example.org')).toBe('8')
  // A part again is the same part, and a smaller one in its place makes room.
  expect((await device.put(1, {}, part(8, 20), picture(8))).status).toBe(200)
  expect((await device.put(1, {}, part(8, 20), blank(400, 400))).status).toBe(200)
  expect((await device.put(1, {}, part(9, 20), blank(1400, 1400))).status).toBe(200)
  expect(queued()).toBe('0')
})

it('two parts at once get the last pixels once', async () => {
  const email = 'eve@example.org'
  const device = await deviceOf(email)
  for (let number = 1; number <= 7; number++) await device.put(1, {}, part(number, 20), blank(1500, 1480 + number))
  const sent = [8, 9, 10, 11].map((number) => device.put(1, {}, part(number, 20), blank(1500, 1480 + number)))
  const statuses = (await Promise.all(sent)).map(({ status }) => status)
  expect(statuses.sort()).toEqual([200, 422, 422, 422])
  expect(storedParts(email)).toBe('8')
})

it.each([
  [7900, 7900],
  [2577, 28],
  [2000, 2000],
])('a picture of %i by %i pixels is refused, for it would only be made smaller', async (width, height) => {
  const email = `${width}-${height}@example.org`
  const device = await deviceOf(email)
  const { status, body } = await device.put(1, {}, '', blank(width, height))
  expect(status).toBe(422)
  expect(body.detail).toContain('at most 2576 pixels per edge')
  expect(storedParts(email)).toBe('0')
})
