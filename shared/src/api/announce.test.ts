// SPDX-License-Identifier: AGPL-3.0-or-later
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Manifest, ManifestNotebook } from '../library/index.ts'
import { announce, pieceLimits } from './announce.ts'
import { type Api, createApi } from './client.ts'

let server: Server
let api: Api
/** The requests received: content encoding, body length and manifest. */
let sent: { coding: string; length: number; manifest: Manifest }[]
beforeEach(async () => {
  sent = []
  server = createServer(async (request, answer) => {
    const body = Buffer.concat(await request.toArray())
    const coding = request.headers['content-encoding'] ?? 'none'
    const text = coding === 'gzip' ? gunzipSync(body) : body
    sent.push({ coding, length: body.length, manifest: JSON.parse(text.toString()) })
    answer.setHeader('Content-Type', 'application/json')
    const lists = { want: [], want_display: [], deleted_here: [], older_notebooks: [], removal_warnings: [] }
    answer.end(JSON.stringify({ ...lists, cursor: '1' }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  api = createApi({ server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
afterEach(() => server.close())

const manifest = (pages: number): Manifest => ({
  scope: 'notebooks',
  notebooks: [
    {
      notebook_uuid: '00000000-0000-4000-8000-000000000001',
      document_type: 'notebook',
      visible_name: 'Tagebuch ∑',
      pages: Array.from({ length: pages }, (_, number) => ({
        page_uuid: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        has_ink: false,
      })),
    },
  ],
})
const announceManifest = (pages: number) => announce(api, manifest(pages), new AbortController().signal)

test('a large manifest is packed, a small one is not', async () => {
  await announceManifest(1000)
  await announceManifest(1)
  expect(sent.map(({ coding }) => coding)).toEqual(['gzip', 'none'])
  expect(sent.map((each) => each.manifest)).toEqual([manifest(1000), manifest(1)])
  expect(sent[0]?.length).toBeLessThan(JSON.stringify(manifest(1000)).length / 5)
})

describe('a library that would take the server long', () => {
  const id = (number: number) => `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`
  const notebook = (number: number, pages: number): ManifestNotebook => ({
    notebook_uuid: id(number),
    document_type: 'notebook',
    visible_name: `Notebook ${number}`,
    last_modified: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString(),
    pages: Array.from({ length: pages }, (_, page) => ({ page_uuid: id(number * 100_000 + page), has_ink: false })),
  })
  const folder = (number: number): ManifestNotebook => ({
    notebook_uuid: id(number),
    document_type: 'folder',
    visible_name: `Folder ${number}`,
  })
  const announceAll = async (notebooks: ManifestNotebook[]) => {
    await announce(api, { scope: 'notebooks', notebooks }, new AbortController().signal)
    return sent.map((each) => each.manifest.notebooks)
  }
  const pagesOf = (piece: ManifestNotebook[]) => piece.reduce((sum, { pages }) => sum + (pages?.length ?? 0), 0)

  test('is sent in pieces, of which none exceeds a limit, and each notebook is sent once', async () => {
    const notebooks = Array.from({ length: 2500 }, (_, number) => notebook(number, 5))
    const pieces = await announceAll(notebooks)
    expect(pieces).toHaveLength(3)
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(pieceLimits.notebooks)
      expect(pagesOf(piece)).toBeLessThanOrEqual(pieceLimits.pages)
    }
    const names = (all: ManifestNotebook[]) => all.map(({ notebook_uuid }) => notebook_uuid).sort()
    expect(names(pieces.flat())).toEqual(names(notebooks))
  })

  test('begins with its folders, and goes on with what was modified last', async () => {
    const notebooks = Array.from({ length: 1100 }, (_, number) => notebook(number, 0))
    const pieces = await announceAll([...notebooks, folder(8000), folder(8001)])
    const first = pieces[0]?.slice(0, 3).map(({ visible_name }) => visible_name)
    expect(first).toEqual(['Folder 8000', 'Folder 8001', 'Notebook 1099'])
    expect(pieces.at(-1)?.at(-1)?.visible_name).toBe('Notebook 0')
  })

  test('does not split a notebook, however large', async () => {
    const pieces = await announceAll([notebook(1, 10), notebook(2, 6000), notebook(3, 10)])
    expect(pieces.map(pagesOf)).toEqual([10, 6000, 10])
  })
})
