// SPDX-License-Identifier: AGPL-3.0-or-later
// The same picture is read and charged twice, because the page looks different otherwise.
import { expect, it } from 'vitest'
import { hashOf, pictureOf, Reading } from '../contract/reading.ts'

const ann = 'ann@example.org'

it('the same picture on a page that looks different is read and charged once', async () => {
  await using reading = await Reading.start()
  const device = await reading.signUp(ann)
  await device.announce([1, 2])
  expect((await device.put(1, {}, '', pictureOf(1))).status).toBe(200)
  await reading.until(device, ann, /completed 1/)
  expect((await device.put(2, {}, '', pictureOf(1))).status).toBe(200)
  await reading.until(device, ann, /completed 2/)
  expect(await reading.shown()).toEqual([hashOf(1)])
  expect(reading.usage(ann)).toBe('1 used, 0 reserved')
})
