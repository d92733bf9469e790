// SPDX-License-Identifier: AGPL-3.0-or-later
// People are told that their quota is spent when it is only promised.
import { expect, it } from 'vitest'
import { numbers, of, push, Reading } from '../contract/reading.ts'

const ann = 'ann@example.org'

it('no user is notified that the quota is spent while units are only reserved', async () => {
  await using reading = await Reading.start({ RMIRROR_FREE_PAGES: '10' })
  await reading.restart({}, 'api')
  const device = await reading.signUp(ann)
  await push(device, numbers(1, 10))
  expect(reading.ask(`SELECT count(*) FROM notifications WHERE ${of(ann)}`)).toBe('0')
})
