// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryObserver } from '@tanstack/preact-query'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { notebookWith, pageDetail, serverPage, tree, treeItem, uuidOf } from '../../testing/server-facts.ts'
import { type SignedInStore, signedIn } from '../../testing/signed-in.tsx'
import { WorkspaceServer } from '../../testing/workspace-server.ts'
import { followWorkspace } from './workspace-feed.ts'
import { isNotShared, workspaceAt } from './workspaces.ts'

const diary = uuidOf('diary')
const field = uuidOf('Field notes')
const theirs = treeItem(diary, { id: uuidOf('theirs'), owner_id: uuidOf('Ben'), workspace_id: field })

let server: AccountServer
let workspaces: WorkspaceServer
let store: SignedInStore
let text: string
let until: AbortController

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  workspaces = new WorkspaceServer()
  workspaces.add('Field notes', 'member').notebooks = [theirs]
  text = 'before'
  until = new AbortController()
  server.answers = (method, path, body) => {
    switch (path) {
      case '/api/v1/notebooks/tree':
        return { body: tree([]) }
      case `/api/v1/notebooks/${theirs.id}`:
        return { body: notebookWith([serverPage(diary, 'first')]) }
      case `/api/v1/notebooks/${theirs.id}/pages/first`:
        return { body: pageDetail(diary, 'first', { document: text }) }
    }
    return workspaces.answer(method, path, body)
  }
  store = await signedIn(server)
})
afterEach(() => {
  until.abort()
  server.stop()
})

it("another's page is shown anew when it was changed", async () => {
  const { remote } = store
  const place = { notebook_uuid: theirs.id, page_uuid: 'first' }
  const observer = new QueryObserver(remote.client, remote.pageAt(place))
  const stop = observer.subscribe(() => {})
  await expect.poll(() => observer.getCurrentResult().data?.document).toBe('before')
  text = 'after'
  // In the feed, notebooks have the uuids of their tablets.
  workspaces.shared.get(field)?.news.push([{ kind: 'page', deleted: false, value: serverPage(diary, 'first') }])
  void followWorkspace(remote, field, until.signal)
  await expect.poll(() => observer.getCurrentResult().data?.document).toBe('after')
  stop()
})

it('the end of the membership is noticed, and ends it', async () => {
  const { remote } = store
  const observer = new QueryObserver(remote.client, workspaceAt(remote, field))
  const stop = observer.subscribe(() => {})
  await expect.poll(() => observer.getCurrentResult().data?.role).toBe('member')
  workspaces.shared.delete(field)
  await followWorkspace(remote, field, until.signal)
  await expect.poll(() => isNotShared(observer.getCurrentResult().error)).toBe(true)
  stop()
})
