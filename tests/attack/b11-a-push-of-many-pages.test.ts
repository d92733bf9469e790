// SPDX-License-Identifier: AGPL-3.0-or-later
// A push of many pages is read first, and everybody else waits for it: users take turns.
import { expect, it } from 'vitest'
import { hashOf, numbers, push, Reading } from '../contract/reading.ts'

const ann = 'ann@example.org'

it("a push of many pages keeps no other user's page waiting", async () => {
  await using reading = await Reading.start()
  await reading.restart({}, 'api')
  const many = await reading.signUp(ann)
  const one = await reading.signUp('one@example.org')
  await push(many, numbers(1, 100))
  await push(one, [200])
  await using _worker = await reading.startWorker({ RMIRROR_OCR_CONCURRENCY: '1' })
  await reading.untilAllAreRead(one, 'one@example.org')
  const order = await reading.shown()
  expect(order.indexOf(hashOf(200))).toBeLessThan(60)
})
