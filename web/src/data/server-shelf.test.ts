// SPDX-License-Identifier: AGPL-3.0-or-later
import { noPagesRead } from '@rmirror/shared/api'
import { trashUuid } from '@rmirror/shared/library'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AccountServer, problem } from '../testing/account-server.ts'
import { Account } from './account.ts'
import { ServerShelf } from './server-shelf.ts'

const item = (uuid: string, members: object) => ({
  notebook_uuid: uuid,
  document_type: 'notebook',
  visible_name: uuid,
  parent_uuid: null,
  is_trashed: false,
  is_pinned: false,
  orientation: 'portrait',
  tags: [],
  last_modified: null,
  sync_progress: { total: 2 },
  updated_at: 'first',
  ...members,
})
const rect = { x: -10, y: 20, width: 300, height: 400 }
const page = {
  notebook_uuid: 'diary',
  page_uuid: 'first',
  ink_hash: 'i1:read',
  ocr_status: 'completed',
  typed_text: '',
  ocr_text: 'read',
}
const png = new Uint8Array([137, 80, 78, 71])
const answers: Record<string, unknown> = {
  '/notebooks/tree': {
    items: [
      item('work', { document_type: 'folder' }),
      item('diary', { parent_uuid: 'work', last_modified: '2026-11-19T08:30:00+00:00' }),
      item('old', { is_trashed: true }),
    ],
  },
  '/notebooks/diary': {
    pages: [
      { notebook_uuid: 'diary', page_uuid: 'first', ocr_status: 'completed', ink_hash: 'i1:read' },
      { notebook_uuid: 'diary', page_uuid: 'second', ocr_status: 'pending', ink_hash: 'i1:read' },
    ],
  },
  '/notebooks/diary/pages/first': {
    ...page,
    images: [
      { part: 1, width: 3, height: 4, rect },
      { part: 2, width: 3, height: 4, rect },
    ],
  },
  '/notebooks/diary/pages/first/image?part=1': png,
  '/notebooks/diary/pages/first/image?part=2': png,
}

let server: AccountServer
let account: Account
let shelf: ServerShelf

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  server.answers = (_, path) => {
    const body = answers[path.slice('/api/v1'.length)]
    return body === undefined ? undefined : { body }
  }
  account = new Account(server.origin, undefined)
  shelf = new ServerShelf(account)
})
afterEach(() => {
  vi.restoreAllMocks()
  server.stop()
})

const signIn = async () => {
  await account.signIn('ann@example.org', 'quite bony lantern')
  await expect.poll(() => shelf.state.value).toBe('here')
}

it('a tab asks for the changes since the tree alone, and loads the tree anew when they are forgotten', async () => {
  const tree = answers['/notebooks/tree'] as object
  const cursors = ['1', '3']
  server.answers = (_, path) =>
    path.endsWith('/tree') ? { body: { ...tree, cursor: cursors.shift() ?? '3' } } : undefined
  for (const notebook_uuid of ['first', 'second', 'third'])
    server.tell({ kind: 'notebook', deleted: true, value: { notebook_uuid, updated_at: 'first' } })
  server.forgotten = 2
  await signIn()
  const asked = () => server.requests.map(({ path }) => path).filter((path) => /tree|changes/.test(path))
  await expect.poll(asked).toHaveLength(3)
  expect(asked()).toEqual(['/api/v1/notebooks/tree', expect.stringContaining('since=1&'), '/api/v1/notebooks/tree'])
})

it('a guest has nothing on the server, and nothing is asked', () => {
  expect([shelf.state.value, server.requests]).toEqual(['unknown', []])
})

describe('for somebody who is signed in', () => {
  beforeEach(signIn)

  it('folders, notebooks and the trash are as on the tablet', () => {
    expect([...shelf.folders.value.values()]).toEqual([{ uuid: 'work', name: 'work', parent: '' }])
    const found = [...shelf.notebooks.value.values()].map(({ facts, pageCount }) => [
      facts.uuid,
      facts.parent,
      pageCount,
    ])
    expect(found).toEqual([
      ['diary', 'work', 2],
      ['old', trashUuid, 2],
    ])
    expect(shelf.notebooks.value.get('diary')?.facts.lastModified).toBe(Date.UTC(2026, 10, 19, 8, 30))
  })

  it('a page comes with all parts of its picture, and is asked for once', async () => {
    const [first] = await shelf.pagesOf('diary')
    if (!first) throw new Error('The diary has no page')
    const [details] = await Promise.all([shelf.page(first), shelf.page(first)])
    expect(details).toMatchObject({ ocr_status: 'completed', ocr_text: 'read' })
    const pictures = await shelf.pictures(first)
    expect(pictures.map(({ picture, ...place }) => [picture.size, place])).toEqual([
      [4, { width: 3, height: 4, rect }],
      [4, { width: 3, height: 4, rect }],
    ])
    expect(server.requests.filter(({ path }) => path.endsWith('/pages/first'))).toHaveLength(1)
  })

  it('what changes on the server is asked for again, and nothing else; pictures only when there are others', async () => {
    const [first] = await shelf.pagesOf('diary')
    if (!first) throw new Error('The diary has no page')
    await shelf.pictures(first)
    const before = server.requests.length
    const version = shelf.version.value
    server.tell({ kind: 'page', deleted: false, value: first })
    await expect.poll(() => shelf.version.value).toBe(version + 1)
    await shelf.pictures(first)
    const asked = server.requests.slice(before).map(({ path }) => path)
    expect(asked.filter((path) => !path.includes('/changes'))).toEqual(['/api/v1/notebooks/diary/pages/first'])
  })

  it('a notebook that is new, changed or gone on the server is so here', async () => {
    const trees = () => server.requests.filter(({ path }) => path.endsWith('/tree')).length
    server.tell({ kind: 'notebook', deleted: false, value: { notebook_uuid: 'diary', updated_at: 'first' } })
    server.tell({ kind: 'notebook', deleted: true, value: { notebook_uuid: 'long gone', updated_at: 'first' } })
    await expect.poll(() => server.requests.filter(({ path }) => path.includes('since=2')).length).toBe(1)
    expect(trees()).toBe(1)
    server.tell({ kind: 'notebook', deleted: true, value: { notebook_uuid: 'diary', updated_at: 'later' } })
    await expect.poll(trees).toBe(2)
  })

  it('behind another tab nothing is asked, and all of it afterwards', async () => {
    const look = (state: DocumentVisibilityState) => {
      vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
      document.dispatchEvent(new Event('visibilitychange'))
    }
    await expect.poll(() => server.listeners).toBe(1)
    look('hidden')
    await expect.poll(() => server.listeners).toBe(0)
    const version = shelf.version.value
    server.tell({ kind: 'page', deleted: false, value: { notebook_uuid: 'diary', page_uuid: 'first' } })
    expect(shelf.version.value).toBe(version)
    look('visible')
    await expect.poll(() => shelf.version.value).toBe(version + 1)
  })

  it('the text of pages that were read can be had together, and which wait, but none of older ink', async () => {
    const signal = AbortSignal.timeout(60_000)
    const looks = (inkHash: string) => new Map(['first', 'second'].map((page) => [page, async () => inkHash]))
    const { read, waiting } = await shelf.readPages('diary', looks('i1:read'), signal)
    expect([...read].map(([page, { ocr_text }]) => [page, ocr_text])).toEqual([['first', 'read']])
    expect([...waiting]).toEqual(['second'])
    expect(await shelf.readPages('diary', looks('i1:written on since'), signal)).toEqual(noPagesRead)
    expect(await shelf.readPages('diary', new Map(), signal)).toEqual(noPagesRead)
    expect(await shelf.readPages('unknown', looks('i1:read'), signal)).toEqual(noPagesRead)
  })

  it('a page that the server does not know is none', async () => {
    expect(await shelf.page({ notebook_uuid: 'diary', page_uuid: 'torn out' })).toBeNull()
  })

  it('what failed is asked for again', async () => {
    const honest = server.answers
    server.answers = () => problem(500)
    await expect(shelf.pagesOf('diary')).rejects.toMatchObject({ status: 500 })
    server.answers = honest
    expect(await shelf.pagesOf('diary')).toHaveLength(2)
  })

  it('signing out leaves nothing of it', async () => {
    await account.signOut()
    expect([shelf.notebooks.value.size, shelf.folders.value.size, shelf.state.value]).toEqual([0, 0, 'unknown'])
  })
})
