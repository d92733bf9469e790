// SPDX-License-Identifier: AGPL-3.0-or-later
// The routes of the library answer as the contract says, when all goes well and when it does not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device, page as plainPage, signUp, uuid } from './library.ts'

let served: Served
let api: Api
let token: string
/** Whose notebook is Diary. */
let device: Device

beforeAll(async () => {
  // With transcription, and a quota of one page this month.
  const settings = { RMIRROR_ANTHROPIC_API_KEY: 'an unused key', RMIRROR_FREE_PAGES: '1' }
  served = await serve(settings)
  api = new Api(served.server)
  token = await signUp(api, 'ann@example.org')
  device = new Device(api, token, 2)
})

afterAll(async () => {
  await served[Symbol.asyncDispose]()
})

const page = (number: number) => ({
  ...plainPage(number),
  typed_text: 'Shopping',
  typed_markdown: '# Shopping',
  tags: ['urgent'],
  unreadable_parts: 2,
  highlights: [{ original_text: 'marked', color: 'yellow', rects: [{ x: 0.5, y: 1, width: 2, height: 3 }] }],
})
const manifest = {
  scope: 'library',
  notebooks: [
    { notebook_uuid: uuid(1), document_type: 'folder', visible_name: 'Folder' },
    {
      notebook_uuid: uuid(2),
      document_type: 'notebook',
      visible_name: 'Diary',
      parent_uuid: uuid(1),
      last_modified: '2026-11-19T08:30:00.000Z',
      pages: [page(21), page(22)],
    },
  ],
}

describe('the routes of the library', () => {
  it('go from the manifest to pages that are queued, or wait for quota', async () => {
    const answer = await api.ask('POST /api/v1/sync/manifest', { token, json: manifest })
    expect(answer.body.want).toEqual([{ notebook_uuid: uuid(2), page_uuids: [uuid(21), uuid(22)] }])
    expect((await device.put(21)).body.ocr_status).toBe('pending')
    const deferred = await device.put(22)
    expect(deferred.status).toBe(402)
    expect(deferred.body).toMatchObject({ accepted: true, ocr_status: 'pending_quota' })
    expect((await api.ask('GET /api/v1/quota', { token })).body).toMatchObject({ left: 0, deferred_pages: 1 })
    const again = await api.ask('POST /api/v1/sync/manifest', { token, json: manifest })
    expect(again.body.wanted_pages).toBe(0)
  })

  it('show what is there', async () => {
    const list = await api.ask('GET /api/v1/notebooks', { token })
    expect(list.body.items).toHaveLength(2)
    const tree = await api.ask('GET /api/v1/notebooks/tree', { token })
    expect(tree.body.items[0].sync_progress).toMatchObject({ total: 2, pending: 1, pending_quota: 1 })
    expect((await device.shownNotebook()).body.pages).toHaveLength(2)
    expect((await device.page(21)).body).toMatchObject({
      typed_text: 'Shopping',
      typed_markdown: '# Shopping',
      unreadable_parts: 2,
      highlights: [{ original_text: 'marked' }],
    })
    const picture = await device.image(21)
    expect(picture.headers.get('content-type')).toBe('image/png')
    const headers = { 'if-none-match': picture.headers.get('etag') ?? '' }
    expect((await device.image(21, { headers })).status).toBe(304)
  })

  it('tell what has changed', async () => {
    const all = await api.ask('GET /api/v1/changes', { token })
    const kinds = all.body.items.map(({ kind }: { kind: string }) => kind).sort()
    expect(kinds).toEqual(['highlight', 'highlight', 'notebook', 'notebook', 'notification', 'page', 'page'])
    const since = `/api/v1/changes?since=${all.body.next}`
    const json = { scope: 'notebooks', notebooks: [], deleted_notebooks: [uuid(2)] }
    await api.ask('POST /api/v1/sync/manifest', { token, json })
    const gone = await api.ask('GET /api/v1/changes', { token }, since)
    expect(gone.body.items).toHaveLength(5)
    expect(gone.body.items.every(({ deleted }: { deleted: boolean }) => deleted)).toBe(true)
  })

  it('refuse with problems', async () => {
    await api.ask('POST /api/v1/sync/manifest', { token, json: manifest })
    expect((await device.put(23)).status).toBe(404)
    expect((await device.put(21, {}, '&part=1')).body.field).toBe('of')
    expect((await device.put(21, { bytes: new TextEncoder().encode('no picture') })).status).toBe(400)
    expect((await device.put(21, { headers: {} })).status).toBe(415)
    expect((await device.put(21, { token: '' })).status).toBe(401)
    const bad = await api.ask('POST /api/v1/sync/manifest', { token, json: { scope: 'all', notebooks: [] } })
    expect(bad.body).toMatchObject({ status: 400, field: 'scope' })
    for (const route of ['GET /api/v1/quota', 'GET /api/v1/notebooks', 'GET /api/v1/notebooks/tree'])
      expect((await api.ask(route)).status).toBe(401)
    const nowhere = `/api/v1/notebooks/${uuid(9)}`
    expect((await api.ask('GET /api/v1/notebooks/:notebook_uuid', { token }, nowhere)).status).toBe(404)
  })
})
