// SPDX-License-Identifier: AGPL-3.0-or-later
import { trashUuid } from '@rmirror/shared/library'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { tree, treeItem } from '../../testing/server-facts.ts'
import { accountAt, remoteOf, signedIn } from '../../testing/signed-in.tsx'
import { ServerShelf } from './server-shelf.ts'

const library = [
  treeItem('work', { document_type: 'folder' }),
  treeItem('diary', { parent_uuid: 'work', last_modified: '2026-11-19T08:30:00+00:00' }),
  treeItem('old', { is_trashed: true }),
]

let server: AccountServer

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  server.answers = (_, path) => (path.endsWith('/tree') ? { body: tree(library) } : undefined)
})
afterEach(() => server.stop())

it('a guest has nothing on the server, and nothing is asked', () => {
  const shelf = new ServerShelf(remoteOf(accountAt(server)))
  expect([shelf.state.value, server.requests]).toEqual(['unknown', []])
})

it('folders, notebooks and the trash are as on the tablet', async () => {
  const { shelf } = await signedIn(server)
  expect([...shelf.folders.value.values()]).toEqual([{ uuid: 'work', name: 'work', parent: '' }])
  const found = [...shelf.notebooks.value.values()].map(({ facts, pageCount }) => [facts.uuid, facts.parent, pageCount])
  expect(found).toEqual([
    ['diary', 'work', 2],
    ['old', trashUuid, 2],
  ])
  expect(shelf.notebooks.value.get('diary')?.facts.lastModified).toBe(Date.UTC(2026, 10, 19, 8, 30))
})

it('a library that the server refuses is told, and comes when it is asked for again', async () => {
  const honest = server.answers
  server.answers = () => problem(500)
  const account = accountAt(server)
  const shelf = new ServerShelf(remoteOf(account))
  await account.signIn('ann@example.org', 'quite bony lantern')
  await expect.poll(() => shelf.state.value).toBe('failed')
  expect(shelf.failure.value).toMatchObject({ status: 500 })
  server.answers = honest
  await shelf.load()
  await expect.poll(() => [shelf.state.value, shelf.notebooks.value.size]).toEqual(['here', 2])
})

it('the loaded notebooks stay when the server refuses to send them again', async () => {
  const { shelf } = await signedIn(server)
  server.answers = () => problem(500)
  await shelf.load()
  await expect.poll(() => shelf.failure.value).toMatchObject({ status: 500 })
  expect([shelf.state.value, shelf.notebooks.value.size]).toEqual(['here', 2])
})

it('signing out leaves nothing of it', async () => {
  const { account, shelf } = await signedIn(server)
  await account.signOut()
  expect([shelf.notebooks.value.size, shelf.folders.value.size, shelf.state.value]).toEqual([0, 0, 'unknown'])
})
