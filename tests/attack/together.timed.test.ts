// SPDX-License-Identifier: AGPL-3.0-or-later
// All attacks together while a user works for 20 seconds or longer: the short form of `make attack`. It judges counts
// alone; how long that user waits is a figure of `make attack`.
import { expect, it } from 'vitest'
import { startDatabase } from '../world/programs.ts'
import { live } from './together/together.ts'

it('who works while all others attack is refused nothing, misses nothing and pays what it costs', async () => {
  await using database = await startDatabase()
  const { faults, tallies } = await live(database.said, 'native', { seconds: 20, isAttacked: true })
  expect(faults).toEqual([])
  // Each of them reached the server.
  expect(tallies.filter(({ begun }) => begun === 0)).toEqual([])
})
