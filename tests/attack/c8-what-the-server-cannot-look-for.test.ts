// SPDX-License-Identifier: AGPL-3.0-or-later
// Questions that have no answer, and words that the index cannot hold.
import { expect, it } from 'vitest'
import { Device, notebook, page, signUp, uuid } from '../contract/library.ts'
import { askDatabase } from '../world/database.ts'
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

it('a search for dashes finds nothing', async () => {
  await using server = await startAttacked()
  const device = new Device(server.api, await signUp(server.api, 'ann@example.org'), 1)
  await device.announceManifest({ scope: 'library', notebooks: [notebook(1, [1], 'Dashes and more')] })
  const search = (q: string) =>
    device.get('GET /api/v1/search', `/api/v1/search?${new URLSearchParams({ q }).toString()}`)
  for (const dashes of [1, 2, 32, 33, 34, 100, 500])
    expect((await search('-'.repeat(dashes))).body).toMatchObject({ items: [], total: 0 })
  for (const q of [`dashes ${'-'.repeat(33)}`, `${'!'.repeat(200)}`, `${'('.repeat(300)}`, `${'- '.repeat(200)}x`])
    expect((await search(q)).status).toBe(200)
  expect((await search(`${'-'.repeat(33)} dashes`)).body.total).toBe(1)
  expect((await search(`dashes ${'-'.repeat(100)}`)).body.total).toBe(1)
})

it('a page with more words than the index can hold is stored, and what fits is found', async () => {
  await using server = await startAttacked()
  const device = new Device(server.api, await signUp(server.api, 'ann@example.org'), 1)
  // Letters of four bytes, in words that are indexed whole and in their parts.
  const letter = (nth: number) => String.fromCodePoint(0x10400 + (nth % 40))
  const half = (nth: number) => Array.from({ length: 30 }, (_, i) => letter(Math.floor(nth / 40 ** (i % 3)))).join('')
  const words = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => `${half(from + i)}-${half(10_000 + from + i)}`).join(' ')
  const highlights = Array.from({ length: 6 }, (_, i) => ({ original_text: words(2_000 + i * 150, 140), rects: [] }))
  const full = { ...page(1), typed_text: `lighthouse ${words(0, 1_550)}`, highlights }
  const answer = await device.announceManifest({
    scope: 'library',
    notebooks: [{ ...notebook(1, []), pages: [full, page(2)] }],
  })
  expect(answer.body).toMatchObject({ wanted_pages: 2 })
  const search = (q: string) =>
    device.get('GET /api/v1/search', `/api/v1/search?${new URLSearchParams({ q }).toString()}`)
  expect((await search('lighthouse')).body.items[0].pages[0].page_uuid).toBe(uuid(1))

  // As the worker writes what it read.
  askDatabase(server.databaseUrl, "UPDATE pages SET ocr_text = 'a harbour ' || typed_text WHERE typed_text <> ''")
  expect((await search('lighthouse')).body.total).toBe(1)
})
