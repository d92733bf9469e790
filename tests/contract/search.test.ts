// SPDX-License-Identifier: AGPL-3.0-or-later
// Searching answers as the contract says, with what a device has told.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device, notebook, page, signUp, uuid } from './library.ts'

const operation = 'GET /api/v1/search'
let served: Served
let api: Api
let token: string
let device: Device

beforeAll(async () => {
  served = await serve()
  api = new Api(served.server)
  token = await signUp(api, 'ann@example.org')
  device = new Device(api, token, 1)
  const first = { ...page(11), typed_text: 'A quiet meeting by the sea', tags: ['urgent'] }
  const highlights = [{ original_text: 'The meeting at noon', color: 'yellow', rects: [] }]
  await device.announceManifest({
    scope: 'library',
    notebooks: [
      { ...notebook(1, []), pages: [first, { ...page(12), highlights }] },
      notebook(2, [21], 'Meeting notes'),
    ],
  })
})

afterAll(async () => {
  await served[Symbol.asyncDispose]()
})

const search = (query: Record<string, string>) =>
  device.get(operation, `/api/v1/search?${new URLSearchParams(query).toString()}`)

describe('searching', () => {
  it('shows the words where they stand', async () => {
    const { status, body } = await search({ q: 'meetings', notebook: uuid(1) })
    expect(status).toBe(200)
    expect(body).toMatchObject({ total: 1, is_complete: true, corrections: [], next: null })
    const snippets = body.items[0].pages.flatMap((page: { snippets: unknown[] }) => page.snippets)
    expect(snippets).toHaveLength(2)
    for (const { text, ranges } of snippets) expect(text.slice(ranges[0].start, ranges[0].end)).toBe('meeting')
  })

  it('corrects words, and goes on with the next piece', async () => {
    const first = await search({ q: 'meetng', limit: '1' })
    expect(first.body).toMatchObject({ total: 2, corrections: [{ word: 'meetng', also: ['meeting'] }] })
    const second = await search({ q: 'meetng', limit: '1', cursor: first.body.next })
    expect(second.body).toMatchObject({ total: 2, next: null })
    const found = [first, second].map(({ body }) => body.items[0].notebook.notebook_uuid)
    expect(found.sort()).toEqual([uuid(1), uuid(2)])
  })

  it('takes tags and states several at once, and all other parameters once', async () => {
    const ask = (query: string) => device.get(operation, `/api/v1/search?${query}`)
    const found = await ask('q=meeting&tag=urgent&state=not_synced&state=pending&state=pending_quota')
    expect(found.body).toMatchObject({ total: 1, items: [{ notebook: { notebook_uuid: uuid(1) } }] })
    expect((await ask('q=meeting&tag=urgent&tag=calm')).body).toMatchObject({ total: 0 })
    expect((await ask('q=meeting&is_pinned=false')).body).toMatchObject({ total: 2 })
    const tags = Array.from({ length: 21 }, (_, n) => `&tag=${n}`).join('')
    expect((await ask(`q=a${tags}`)).body).toMatchObject({ status: 400, field: 'tag' })
    expect((await ask('q=a&q=b')).body).toMatchObject({ status: 400, field: 'q' })
    expect((await ask('q=a&from=2026-01-01T00:00:00Z&from=2026-01-01T00:00:00Z')).body).toMatchObject({ field: 'from' })
  })

  it('refuses what it cannot look for', async () => {
    for (const [field, query] of Object.entries({
      q: { q: '' },
      folder: { q: 'a', folder: 'Work' },
      from: { q: 'a', from: 'yesterday' },
      tag: { q: 'a', tag: '' },
      is_pinned: { q: 'a', is_pinned: 'yes' },
      state: { q: 'a', state: 'burnt' },
      limit: { q: 'a', limit: '51' },
      cursor: { q: 'a', cursor: '1.2.3' },
    }))
      expect((await search(query)).body).toMatchObject({ status: 400, field })
    const many = Array.from({ length: 1000 }, (_, n) => `w${n}`).join(' OR ')
    for (const q of ['x'.repeat(10_000), many, '']) expect((await search({ q })).status).toBeGreaterThanOrEqual(400)
    expect((await device.get(operation, '/api/v1/search?q=%00')).status).toBe(400)
    expect((await api.ask(operation)).status).toBe(401)
  })

  it('finds nothing where there is nothing', async () => {
    for (const q of ['-meeting', '"', 'OR', '& | !'])
      expect((await search({ q })).body).toMatchObject({ items: [], total: 0, next: null })
    const stranger = new Device(api, await signUp(api, 'bob@example.org'), 1)
    expect((await stranger.get(operation, '/api/v1/search?q=meeting')).body.total).toBe(0)
  })
})
