// SPDX-License-Identifier: AGPL-3.0-or-later
// A reading that was cancelled shows as a page without handwriting.
import { expect, it } from 'vitest'
import { push, Reading } from '../contract/reading.ts'

const ann = 'ann@example.org'

it('a reading that was cancelled is failed', async () => {
  await using reading = await Reading.start()
  await reading.restart({}, 'api')
  const device = await reading.signUp(ann)
  await push(device, [1])
  const { items } = (await device.get('GET /api/v1/sync/queue')).body
  const path = `/api/v1/sync/queue/${items[0].id}`
  expect((await device.get('DELETE /api/v1/sync/queue/:id', path)).status).toBe(204)
  expect((await device.page(1)).body).toMatchObject({ ocr_status: 'failed' })
})
