// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks of other people are addressed by the server's ids, wherever they are shown.
import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { notebookHere } from '../../testing/notebooks.ts'
import { notebookWith, pageDetail, serverPage, tree, treeItem, uuidOf } from '../../testing/server-facts.ts'
import { type SignedInStore, signedIn } from '../../testing/signed-in.tsx'
import { WorkspaceServer, you } from '../../testing/workspace-server.ts'
import { ServerShelf } from '../library/server-shelf.ts'
import { indexOfWorkspace } from '../library/shelf.ts'
import { coverOf } from '../resources/covers.ts'
import { workspaceOfNotebook, workspaceTree } from './shared-notebooks.ts'
import { isNotShared } from './workspaces.ts'

const diary = uuidOf('diary')
const ben = uuidOf('Ben')
const field = uuidOf('Field notes')
/** The same notebook, on the tablets of two people. */
const mine = treeItem(diary, { id: uuidOf('mine'), owner_id: you, workspace_id: field })
const theirs = treeItem(diary, { id: uuidOf('theirs'), owner_id: ben, workspace_id: field, visible_name: 'Theirs' })

let server: AccountServer
let workspaces: WorkspaceServer
let store: SignedInStore

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  workspaces = new WorkspaceServer()
  workspaces.add('Field notes', 'member').notebooks = [mine, theirs]
  server.answers = (method, path, body) => {
    const { pathname, searchParams } = new URL(path, server.origin)
    switch (pathname) {
      case '/api/v1/notebooks/tree':
        return { body: tree([mine]) }
      case `/api/v1/notebooks/${theirs.id}`:
        return { body: { ...notebookWith([serverPage(diary, 'first')]), owner_id: ben, workspace_id: field } }
      case `/api/v1/notebooks/${theirs.id}/pages/first`:
        return { body: pageDetail(diary, 'first') }
      case `/api/v1/workspaces/${field}/covers`: {
        const items = searchParams
          .getAll('notebook')
          .map((notebook_id) => ({ notebook_id, notebook_uuid: diary, page: pageDetail(diary, 'first') }))
        return { body: { items } }
      }
    }
    return workspaces.answer(method, path, body)
  }
  store = await signedIn(server)
})
afterEach(() => server.stop())

async function openShelf(): Promise<ServerShelf> {
  const shelf = new ServerShelf(store.remote, () => workspaceTree(store.remote, field))
  await expect.poll(() => shelf.state.value).toBe('here')
  return shelf
}

describe('the library of a workspace', () => {
  it("has one's own notebook by its uuid and another's by the server's id", async () => {
    const shelf = await openShelf()
    const shown = [...shelf.notebooks.value].map(([address, { isOthers, workspace }]) => [address, isOthers, workspace])
    expect(shown).toEqual([
      [diary, undefined, field],
      [theirs.id, true, field],
    ])
    shelf.close()
  })

  it("has this browser's copy of one's own notebook alone, and no other notebook of this browser", async () => {
    const shelf = await openShelf()
    const here = [notebookHere({ uuid: diary }), notebookHere({ uuid: uuidOf('elsewhere') })]
    const notebooks = signal(new Map(here.map((each) => [each.facts.uuid, each])))
    const index = indexOfWorkspace({ notebooks }, shelf)
    const copies = [...index.value.notebooks.values()].map(({ uuid, here }) => [uuid, here !== null])
    expect(copies).toEqual([
      [diary, true],
      [theirs.id, false],
    ])
    shelf.close()
  })

  it("knows another person's note by the note's id", async () => {
    const place = { owner_id: ben, workspace_id: field }
    const note = treeItem(uuidOf('note'), { id: uuidOf('row'), document_type: 'notes', ...place })
    workspaces.shared.set(field, { ...workspaces.add('Field notes'), notebooks: [note] })
    const shelf = await openShelf()
    expect(shelf.notebooks.value.get(uuidOf('row'))).toMatchObject({ noteId: uuidOf('note'), isOthers: true })
    shelf.close()
  })
})

it("another's page and cover are asked for, and keep, the address of their notebook", async () => {
  const { remote } = store
  const pages = await remote.client.fetchQuery(remote.pages(theirs.id))
  const page = await remote.client.fetchQuery(remote.pageAt({ notebook_uuid: theirs.id, page_uuid: 'first' }))
  const notebook = { facts: { uuid: theirs.id }, workspace: field, isOthers: true } as const
  const cover = await remote.client.fetchQuery(coverOf(remote, notebook))
  expect([pages[0]?.notebook_uuid, page?.notebook_uuid, cover?.notebook_uuid]).toEqual(Array(3).fill(theirs.id))
})

describe('the workspace of a notebook', () => {
  it('is found by asking the server', async () => {
    const { remote } = store
    expect(await remote.client.fetchQuery(workspaceOfNotebook(remote, theirs.id))).toBe(field)
  })

  it('is known from its list, without asking again', async () => {
    const { remote } = store
    const shelf = await openShelf()
    expect(await remote.client.fetchQuery(workspaceOfNotebook(remote, theirs.id))).toBe(field)
    expect(server.requests.filter(({ path }) => path === `/api/v1/notebooks/${theirs.id}`)).toEqual([])
    shelf.close()
  })

  it("can't be found where nothing is shared", async () => {
    const { remote } = store
    const asked = remote.client.fetchQuery(workspaceOfNotebook(remote, uuidOf('unknown')))
    await expect(asked).rejects.toSatisfy(isNotShared)
  })
})
