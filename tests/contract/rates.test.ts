// SPDX-License-Identifier: AGPL-3.0-or-later
// How many requests a minute a running server accepts from one user.
import { expect, it } from 'vitest'
import { startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device } from './library.ts'

it('pictures cost none of the other requests of a minute', async () => {
  await using database = await startDatabase()
  const settings = { RMIRROR_TEST_RATE_LIMITS: 'on', RMIRROR_TEST_PICTURES_A_MINUTE: '5' }
  await using server = await startServer(database.said, settings, 'native', 'api')
  const device = await Device.signUp(new Api(server.said), 'ida@example.org')
  await device.announce([1])
  expect((await device.put(1)).status).toBe(200)
  const left = async () => Number((await device.get('GET /api/v1/me')).headers.get('ratelimit-remaining'))
  const before = await left()
  const pictures = []
  for (let i = 0; i < 6; i++) pictures.push(await device.image(1))
  expect(pictures.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  expect(pictures[0]?.headers.get('ratelimit-limit')).toBe('5')
  expect(await left()).toBe(before - 1)
})
