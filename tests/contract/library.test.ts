// SPDX-License-Identifier: AGPL-3.0-or-later
// The routes of the library answer as the contract says, when all goes well and when it does not.
import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, Api, type Question } from './answers.ts'
import { type Program, startDatabase, startServer } from './programs.ts'

const programs: Program[] = []
let api: Api
let token: string

beforeAll(async () => {
  programs.push(await startDatabase())
  // With somebody to read pages, one of them this month.
  const settings = { RMIRROR_ANTHROPIC_API_KEY: 'a key that nobody uses', RMIRROR_FREE_PAGES: '1' }
  programs.push(await startServer(programs[0]?.said ?? '', settings))
  api = new Api(programs[1]?.said ?? '')
  const json = { email: 'ann@example.org', password: 'correct horse battery staple' }
  token = String((await api.ask('POST /api/v1/auth/signup', { json })).body.access_token)
})

afterAll(async () => {
  for (const program of programs.reverse()) await program[Symbol.asyncDispose]()
})

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const page = (number: number) => ({
  page_uuid: uuid(number),
  ink_hash: `i1:${number}`,
  has_ink: true,
  typed_text: 'Shopping',
  tags: ['urgent'],
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

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const around = Buffer.alloc(8)
  around.writeUInt32BE(data.length, 0)
  around.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)])
}

/** A white picture, 8 by 8 pixels in 8-bit grey. */
function png(): Buffer {
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0])
  const rows = Buffer.concat(Array.from({ length: 8 }, () => Buffer.from([0, ...Array(8).fill(255)])))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const image = 'PUT /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/image'
const pathOf = (number: number) => `/api/v1/notebooks/${uuid(2)}/pages/${uuid(number)}`

function put(number: number, more: Partial<Question> = {}, query = ''): Promise<Answer> {
  const bytes = new Uint8Array(png())
  const digest = createHash('sha256').update(bytes).digest('base64')
  const path = `${pathOf(number)}/image?ink_hash=i1:${number}&x=0&y=0&width=8&height=8${query}`
  const headers = { 'content-type': 'image/png', 'content-digest': `sha-256=:${digest}:` }
  return api.ask(image, { token, headers, bytes, ...more }, path)
}

describe('the routes of the library', () => {
  it('go from the manifest to pages that are queued, or wait for quota', async () => {
    const answer = await api.ask('POST /api/v1/sync/manifest', { token, json: manifest })
    expect(answer.body.want).toEqual([{ notebook_uuid: uuid(2), page_uuids: [uuid(21), uuid(22)] }])
    expect((await put(21)).body.ocr_status).toBe('pending')
    const deferred = await put(22)
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
    const notebook = await api.ask('GET /api/v1/notebooks/:notebook_uuid', { token }, `/api/v1/notebooks/${uuid(2)}`)
    expect(notebook.body.pages).toHaveLength(2)
    const one = await api.ask('GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid', { token }, pathOf(21))
    expect(one.body).toMatchObject({ typed_text: 'Shopping', highlights: [{ original_text: 'marked' }] })
    const shown = image.replace('PUT', 'GET')
    const picture = await api.ask(shown, { token }, `${pathOf(21)}/image`)
    expect(picture.headers.get('content-type')).toBe('image/png')
    const headers = { 'if-none-match': picture.headers.get('etag') ?? '' }
    expect((await api.ask(shown, { token, headers }, `${pathOf(21)}/image`)).status).toBe(304)
  })

  it('tell what has changed', async () => {
    const all = await api.ask('GET /api/v1/changes', { token })
    const kinds = all.body.items.map(({ kind }: { kind: string }) => kind).sort()
    expect(kinds).toEqual(['highlight', 'highlight', 'notebook', 'notebook', 'page', 'page'])
    const since = `/api/v1/changes?since=${all.body.next}`
    const json = { scope: 'notebooks', notebooks: [], deleted_notebooks: [uuid(2)] }
    await api.ask('POST /api/v1/sync/manifest', { token, json })
    const gone = await api.ask('GET /api/v1/changes', { token }, since)
    expect(gone.body.items).toHaveLength(5)
    expect(gone.body.items.every(({ deleted }: { deleted: boolean }) => deleted)).toBe(true)
  })

  it('refuse with problems', async () => {
    await api.ask('POST /api/v1/sync/manifest', { token, json: manifest })
    expect((await put(23)).status).toBe(404)
    expect((await put(21, {}, '&part=1')).body.field).toBe('of')
    expect((await put(21, { bytes: new TextEncoder().encode('no picture') })).status).toBe(400)
    expect((await put(21, { headers: {} })).status).toBe(415)
    expect((await put(21, { token: '' })).status).toBe(401)
    const bad = await api.ask('POST /api/v1/sync/manifest', { token, json: { scope: 'all', notebooks: [] } })
    expect(bad.body).toMatchObject({ status: 400, field: 'scope' })
    for (const route of ['GET /api/v1/quota', 'GET /api/v1/notebooks', 'GET /api/v1/notebooks/tree'])
      expect((await api.ask(route)).status).toBe(401)
    const nowhere = `/api/v1/notebooks/${uuid(9)}`
    expect((await api.ask('GET /api/v1/notebooks/:notebook_uuid', { token }, nowhere)).status).toBe(404)
  })
})
