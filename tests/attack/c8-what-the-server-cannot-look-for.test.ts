// SPDX-License-Identifier: AGPL-3.0-or-later
// Questions that have no answer.
import { expect, it } from 'vitest'
import { Device } from '../contract/library.ts'
import { startAttacked } from './attacked.ts'

it('a status or a kind of quota that does not exist is refused, and named', async () => {
  await using server = await startAttacked()
  const device = await Device.signUp(server.api, 'ann@example.org')
  const queue = await device.get('GET /api/v1/sync/queue', '/api/v1/sync/queue?status=foo')
  expect(queue.body).toMatchObject({ status: 400, field: 'status' })
  for (const status of ['pending', 'processing', 'retry', 'completed', 'failed', 'cancelled'])
    expect((await device.get('GET /api/v1/sync/queue', `/api/v1/sync/queue?status=${status}`)).status).toBe(200)
  const quota = (type: string) => device.get('GET /api/v1/quota', `/api/v1/quota?quota_type=${type}`)
  expect((await quota('banana')).body).toMatchObject({ status: 400, field: 'quota_type' })
  for (const type of ['ocr', 'ocr_pages']) expect((await quota(type)).body).toMatchObject({ limit: 30, used: 0 })
})
