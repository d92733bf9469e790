// SPDX-License-Identifier: AGPL-3.0-or-later
import { trashUuid } from '@rmirror/shared/library'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
  ...members,
})
const rect = { x: -10, y: 20, width: 300, height: 400 }
const page = { ocr_status: 'completed', typed_text: '', ocr_text: 'read' }
const png = new Uint8Array([137, 80, 78, 71])
const answers: Record<string, unknown> = {
  '/notebooks/tree': {
    items: [
      item('work', { document_type: 'folder' }),
      item('diary', { parent_uuid: 'work', last_modified: '2026-11-19T08:30:00+00:00' }),
      item('old', { is_trashed: true }),
    ],
  },
  '/notebooks/diary': { pages: [{ notebook_uuid: 'diary', page_uuid: 'first' }] },
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
afterEach(() => server.stop())

const signIn = async () => {
  await account.signIn('ann@example.org', 'quite bony lantern')
  await expect.poll(() => shelf.state.value).toBe('here')
}

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
    const [synced] = await Promise.all([shelf.page(first), shelf.page(first)])
    expect(synced).toMatchObject({ status: 'completed', readText: 'read' })
    expect(synced.pictures.map(({ picture, ...place }) => [picture.size, place])).toEqual([
      [4, { width: 3, height: 4, rect }],
      [4, { width: 3, height: 4, rect }],
    ])
    expect(server.requests.filter(({ path }) => path.endsWith('/pages/first'))).toHaveLength(1)
  })

  it('what failed is asked for again', async () => {
    const honest = server.answers
    server.answers = () => problem(500)
    await expect(shelf.pagesOf('diary')).rejects.toMatchObject({ status: 500 })
    server.answers = honest
    expect(await shelf.pagesOf('diary')).toHaveLength(1)
  })

  it('signing out leaves nothing of it', async () => {
    await account.signOut()
    expect([shelf.notebooks.value.size, shelf.folders.value.size, shelf.state.value]).toEqual([0, 0, 'unknown'])
  })
})
