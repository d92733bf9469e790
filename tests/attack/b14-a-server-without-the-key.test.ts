// SPDX-License-Identifier: AGPL-3.0-or-later
// Who answers questions is not who reads: a server without the key promises what the worker beside it can do.
import { expect, it } from 'vitest'
import { notebook } from '../contract/library.ts'
import { hashOf, numbers, of, put, Reading } from '../contract/reading.ts'

it('says that pages are read, and promises no more of them than quota reaches', async () => {
  await using reading = await Reading.start()
  const email = 'eve@example.org'
  const few = { RMIRROR_FREE_PAGES: '2' }
  await using _worker = await reading.startWorker(few)
  await reading.restart({ ...few, RMIRROR_ANTHROPIC_API_KEY: '' }, 'api')
  const device = await reading.signUp(email)
  await device.announceManifest({
    scope: 'library',
    notebooks: numbers(21, 24).map((number) => notebook(number, [number])),
  })
  const statuses: number[] = []
  for (const number of numbers(21, 24)) statuses.push((await put(device.of(number), number)).status)
  expect(statuses).toEqual([200, 200, 402, 402])
  const quota = async () => (await device.get('GET /api/v1/quota')).body
  await reading.until(device, email, /^completed 2, pending_quota 2$/)
  for (let asked = 0; asked < 3; asked++)
    expect(await quota()).toMatchObject({ has_reader: true, used: 2, left: 0, deferred_pages: 2 })
  expect(reading.ask(`SELECT count(*) FROM sync_queue WHERE ${of(email)} AND status = 'cancelled'`)).toBe('0')
  expect((await reading.shown()).sort()).toEqual([hashOf(21), hashOf(22)].sort())
})
