// SPDX-License-Identifier: AGPL-3.0-or-later
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Manifest } from '../library/index.ts'
import { announce } from './announce.ts'
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
