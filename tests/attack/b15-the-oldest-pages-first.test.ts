// SPDX-License-Identifier: AGPL-3.0-or-later
// When there is quota again the oldest pages are read first.
import { expect, it } from 'vitest'
import { notebook } from '../contract/library.ts'
import { hashOf, put, Reading } from '../contract/reading.ts'

const ann = 'ann@example.org'

it('of pages that waited for quota those of the notebook that changed last are read first', async () => {
  await using reading = await Reading.start({ RMIRROR_FREE_PAGES: '1' })
  await reading.restart({}, 'api')
  const device = await reading.signUp(ann)
  const changed = (number: number, last_modified: string) => ({ ...notebook(number, [number]), last_modified })
  await device.announceManifest({
    scope: 'library',
    notebooks: [
      changed(9, '2026-11-20T12:00:00.000Z'),
      changed(1, '2026-11-20T12:00:00.000Z'),
      changed(2, '2020-01-01T00:00:00.000Z'),
    ],
  })
  const statuses: number[] = []
  for (const page of [9, 1, 2]) statuses.push((await put(device.of(page), page)).status)
  expect(statuses).toEqual([200, 402, 402])
  await reading.restart({ RMIRROR_FREE_PAGES: '2' })
  await reading.until(device.at(reading.api), ann, /^completed 2, pending_quota 1$/)
  expect((await reading.shown()).sort()).toEqual([hashOf(9), hashOf(1)].sort())
})
