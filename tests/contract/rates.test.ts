// SPDX-License-Identifier: AGPL-3.0-or-later
// How many requests a minute a running server accepts from one user.
import { expect, it } from 'vitest'
import { startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device } from './library.ts'
import { RateWindows } from './rate-windows.ts'

it('pictures cost none of the other requests of a minute', async () => {
  await using database = await startDatabase()
  const settings = { RMIRROR_TEST_RATE_LIMITS: 'on', RMIRROR_TEST_PICTURES_A_MINUTE: '5' }
  await using server = await startServer(database.said, settings, 'native', 'api')
  for (let user = 1; ; user++) {
    const device = await Device.signUp(new Api(server.said), `ida-${user}@example.org`)
    await device.announce([1])
    expect((await device.put(1)).status).toBe(200)
    const windows = new RateWindows()
    const left = async () => {
      const { headers } = await windows.ask(() => device.get('GET /api/v1/me'))
      return Number(headers.get('ratelimit-remaining'))
    }
    const before = await left()
    const pictures = []
    for (let i = 0; i < 6; i++) pictures.push(await windows.ask(() => device.image(1)))
    const after = await left()
    if (windows.mayHaveEnded()) continue
    expect(pictures.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
    expect(pictures[0]?.headers.get('ratelimit-limit')).toBe('5')
    return expect(after).toBe(before - 1)
  }
})
