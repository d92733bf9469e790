// SPDX-License-Identifier: AGPL-3.0-or-later
// In which order display pictures are drawn and sent, against a server that holds each picture back.
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import type { Notebook, PageSource } from '../library/index.ts'
import { createApi, sendDisplays, type WantedDisplay } from './index.ts'

const png = new Uint8Array(24)
new DataView(png.buffer).setUint32(16, 1)
new DataView(png.buffer).setUint32(20, 1)
const concurrency = 4

const notebookOf = (name: string, sourceKind?: 'pdf') => ({ uuid: crypto.randomUUID(), name, sourceKind }) as Notebook

function pagesOf(notebook: Notebook, count: number, sourcePage: number | null = null): WantedDisplay[] {
  return Array.from({ length: count }, () => ({
    notebook,
    page: { uuid: crypto.randomUUID(), sourcePage } as PageSource,
    look_hash: 'l1:0',
  }))
}

/** Sends them to a server that answers only once as many are there as may come at a time, or as are left. */
async function sent(wanted: WantedDisplay[]): Promise<{ most: number; openDrawers: number; sent: number }> {
  const waiting: ServerResponse[] = []
  const seen = { most: 0, openDrawers: 0, sent: 0 }
  let left = wanted.length
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    waiting.push(response)
    seen.most = Math.max(seen.most, waiting.length)
    if (waiting.length < Math.min(concurrency, left)) return
    left -= waiting.length
    for (const each of waiting.splice(0)) each.writeHead(204).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const open = new Set<Notebook>()
  try {
    const hasRoom = await sendDisplays(wanted, {
      api: createApi({ server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
      concurrency,
      signal: new AbortController().signal,
      openDrawer(notebook) {
        open.add(notebook)
        seen.openDrawers = Math.max(seen.openDrawers, open.size)
        return {
          draw: async () => ({ png, rect: { x: 0, y: 0, width: 1, height: 1 }, hash: '00'.repeat(32) }),
          close: async () => void open.delete(notebook),
        }
      },
      onDisplay: (_, { kind }) => void (kind === 'sent' && seen.sent++),
    })
    expect(hasRoom).toBe(true)
    return seen
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('pages of small notebooks are sent at the same time', async () => {
  const wanted = Array.from({ length: 8 }, (_, nth) => pagesOf(notebookOf(`${nth}`), 1)).flat()
  expect(await sent(wanted)).toEqual({ most: concurrency, openDrawers: concurrency, sent: 8 })
})

test('pages on a PDF are drawn notebook by notebook, since each opens a worker with it', async () => {
  const wanted = ['one', 'two'].flatMap((name) => pagesOf(notebookOf(name, 'pdf'), concurrency, 0))
  expect(await sent(wanted)).toEqual({ most: concurrency, openDrawers: 1, sent: 2 * concurrency })
})
