// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { notebookWith, pageDetail, quotaNow, serverPage, tree, treeItem } from '../../testing/server-facts.ts'
import { accountAt, remoteOf } from '../../testing/signed-in.tsx'
import type { Account } from '../account/account.ts'
import { OfflineCache } from './offline-cache.ts'
import type { Remote } from './remote.ts'

const first = serverPage('diary', 'first', { ink_hash: 'i1:read' })
const second = serverPage('diary', 'second', { ink_hash: 'i1:read', page_number: 2 })
const images = [{ part: 1, sha256: 'a'.repeat(64), width: 3, height: 4, rect: { x: 0, y: 0, width: 3, height: 4 } }]
const detail = pageDetail('diary', 'first', { ...first, images, ocr_text: 'Milk' })

let answers: Record<string, unknown>
let isServerUnreachable: boolean
let server: AccountServer
let account: Account
let remote: Remote

/** Another visit in the same browser. */
function visit(): void {
  account = accountAt(server)
  remote = remoteOf(account, new OfflineCache())
}

async function visitWithoutServer(): Promise<void> {
  isServerUnreachable = true
  visit()
  // As if the renewal got no answer.
  account.state.value = { kind: 'unreachable' }
  await expect.poll(() => remote.user.value).toBe(server.user.id)
}

beforeEach(async () => {
  localStorage.clear()
  globalThis.indexedDB = new IDBFactory()
  isServerUnreachable = false
  answers = {
    '/notebooks/tree': tree([treeItem('diary')]),
    '/notebooks/diary': notebookWith([first, second]),
    '/notebooks/diary/pages/first': detail,
    '/notebooks/diary/pages/second': pageDetail('diary', 'second', second),
    '/notebooks/diary/pages/first/image?part=1': new Uint8Array([137, 80, 78, 71]),
    '/quota': quotaNow(),
  }
  server = await AccountServer.start()
  server.answers = (_, path) => {
    const body = answers[path.slice('/api/v1'.length)]
    return isServerUnreachable ? problem(500) : body === undefined ? undefined : { body }
  }
  visit()
  await account.signIn('ann@example.org', 'quite bony lantern')
  await expect.poll(() => remote.client.getQueryData(remote.tree().queryKey)).toBeDefined()
  await remote.pictures(first)
  await remote.pagesOf('diary')
  await remote.client.fetchQuery(remote.quota())
})
afterEach(() => server.stop())

it('what was opened is read without the server on the next visit, and nothing else', async () => {
  await visitWithoutServer()
  const asked = server.requests.length
  expect((await remote.page(first))?.ocr_text).toBe('Milk')
  expect((await remote.pictures(first)).map(({ picture }) => picture.size)).toEqual([4])
  expect((await remote.pagesOf('diary')).map(({ page_uuid }) => page_uuid)).toEqual(['first', 'second'])
  expect(remote.offlinePages?.isServingCached.value).toBe(true)
  await expect(remote.page(second)).rejects.toThrow()
  expect(server.requests.length).toBe(asked)
  // The current quota must not come from a cache.
  await expect(remote.client.fetchQuery(remote.quota())).rejects.toThrow()
})

it('is read when the server fails in between, and is requested again when it answers', async () => {
  const shown = remote.pageAt(first)
  remote.client.removeQueries({ queryKey: shown.queryKey })
  isServerUnreachable = true
  expect((await remote.client.fetchQuery(shown))?.ocr_text).toBe('Milk')
  expect(remote.offlinePages?.isServingCached.value).toBe(true)
  isServerUnreachable = false
  answers['/notebooks/diary/pages/first'] = { ...detail, ocr_text: 'Honey' }
  await remote.page(second)
  expect(remote.offlinePages?.isServingCached.value).toBe(false)
  expect((await remote.client.fetchQuery(shown))?.ocr_text).toBe('Honey')
})

it('stays on the screen while the server is asked again, and is as new as its answers then', async () => {
  await visitWithoutServer()
  await remote.page(first)
  isServerUnreachable = false
  answers['/notebooks/diary/pages/first'] = { ...detail, ocr_text: 'Honey' }
  account.state.value = { kind: 'opening' }
  expect(remote.user.value).toBe(server.user.id)
  await account.signIn('ann@example.org', 'quite bony lantern')
  expect((await remote.page(first))?.ocr_text).toBe('Honey')
})

it('signing out without the server leaves nothing', async () => {
  await visitWithoutServer()
  server.stop()
  await account.signOut().catch(() => {})
  expect(remote.user.value).toBeNull()
  const kept = new OfflineCache()
  expect(await kept.owner()).toBeNull()
  await kept.begin(server.user.id)
  expect(await kept.get(server.user.id, JSON.stringify(['page', 'diary', 'first']))).toBeUndefined()
})

it('what the server refuses is refused', async () => {
  remote.client.removeQueries({ queryKey: remote.pageAt(first).queryKey })
  server.answers = () => problem(403)
  await expect(remote.page(first)).rejects.toMatchObject({ status: 403 })
})
