// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook of a shared workspace, as its members see it.
import { signal } from '@preact/signals'
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { indexOf } from '../../data/library/shelf.ts'
import type { LibraryStore } from '../../data/local/library.ts'
import { useRights } from '../../data/people/rights.ts'
import { useNotebook } from '../../data/use-pages.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { notebookWith, pageDetail, serverPage, todo, tree, treeItem, uuidOf } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { WorkspaceServer, you } from '../../testing/workspace-server.ts'
import { Handwriting } from '../page/Handwriting.tsx'
import { InItsWorkspace } from './InItsWorkspace.tsx'
import { ReadOnlyNote } from './ReadOnlyNote.tsx'

const diary = uuidOf('diary')
const field = uuidOf('Field notes')
const own = treeItem(uuidOf('own'), { owner_id: you, workspace_id: you })
const theirs = treeItem(diary, { id: uuidOf('theirs'), owner_id: uuidOf('Ben'), workspace_id: field })

let server: AccountServer
let workspaces: WorkspaceServer

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  workspaces = new WorkspaceServer()
  const page = pageDetail(diary, 'first', {
    document: 'Feed the heron',
    ocr_completed_at: '2026-11-20T12:00:00+00:00',
    todos: [todo('Feed the heron')],
  })
  server.answers = (method, path, body) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([own]) }
    if (path === '/api/v1/integrations') return { body: { items: [], next: null } }
    const isMember = workspaces.shared.has(field)
    if (isMember && path === `/api/v1/notebooks/${theirs.id}`)
      return { body: { ...notebookWith([serverPage(diary, 'first')]), owner_id: uuidOf('Ben'), workspace_id: field } }
    if (isMember && path === `/api/v1/notebooks/${theirs.id}/pages/first`) return { body: page }
    return workspaces.answer(method, path, body)
  }
})
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
  server.stop()
})

async function show(address: string, role: 'viewer' | 'member' = 'member'): Promise<void> {
  workspaces.add('Field notes', role).notebooks = [theirs]
  const store = await signedIn(server)
  const none = signal(new Map())
  const library = { ...store.library, notebooks: none, folders: none, opened: signal(true) }
  const index = indexOf({ notebooks: none, folders: none }, store.shelf)
  renderWith(
    { ...store, library: library as unknown as LibraryStore, index },
    <InItsWorkspace uuid={address}>
      <Shown address={address} />
    </InItsWorkspace>,
  )
}

function Shown({ address }: { address: string }) {
  const notebook = useNotebook(address)
  const { isOthers } = useRights()
  return (
    <>
      <ReadOnlyNote />
      <p>{notebook ? `${notebook.uuid} ${isOthers ? 'of another person' : 'of mine'}` : 'Absent'}</p>
      <Handwriting place={{ notebook_uuid: address, page_uuid: 'first' }} />
    </>
  )
}

const gone = 'This notebook is no longer shared with you'

it("one's own notebook is shown as ever, without a question", async () => {
  await show(own.notebook_uuid)
  expect(await screen.findByText(`${own.notebook_uuid} of mine`)).toBeTruthy()
  expect(server.requests.filter(({ path }) => path.startsWith('/api/v1/workspaces'))).toEqual([])
})

it('a notebook that nobody shares is absent', async () => {
  await show(uuidOf('unknown'))
  expect(await screen.findByText('Absent')).toBeTruthy()
})

describe("another's notebook", () => {
  it('is found in its workspace, and a member can write in it', async () => {
    await show(theirs.id)
    expect(await screen.findByText(`${theirs.id} of another person`)).toBeTruthy()
    expect(await screen.findByRole('button', { name: /^Edit/ })).toBeTruthy()
    expect(screen.getByRole('checkbox', { name: 'Feed the heron' })).toHaveProperty('disabled', false)
  })

  it('is shown to a viewer without what viewers may not do, and says why', async () => {
    await show(theirs.id, 'viewer')
    expect((await screen.findAllByText('Feed the heron')).length).toBeGreaterThan(0)
    expect(screen.getByText(/^You can read and export this, but not change it/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Edit/ })).toBeNull()
    expect(screen.getByRole('checkbox', { name: 'Feed the heron' })).toHaveProperty('disabled', true)
    fireEvent.keyDown(document.body, { key: 'e' })
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it("doesn't offer to transcribe it again, which would use the quota of its person", async () => {
    await show(theirs.id)
    await screen.findByRole('button', { name: /^Edit/ })
    expect(screen.queryByRole('button', { name: /Transcribe again/ })).toBeNull()
  })

  it('is no longer shared at the next click after the person was removed', async () => {
    await show(theirs.id)
    await screen.findByText(`${theirs.id} of another person`)
    workspaces.shared.delete(field)
    history.pushState(null, '', `/notebooks/${theirs.id}/pages/2`)
    expect(await screen.findByRole('heading', { name: gone })).toBeTruthy()
    expect(screen.queryByText('Feed the heron')).toBeNull()
  })

  it('is no longer shared when it left the workspace', async () => {
    await show(theirs.id)
    await screen.findByText(`${theirs.id} of another person`)
    const shared = workspaces.shared.get(field)
    if (shared) shared.notebooks = []
    shared?.news.push([{ kind: 'notebook', deleted: true, value: notebookOf(theirs) }])
    expect(await screen.findByRole('heading', { name: gone })).toBeTruthy()
  })
})

function notebookOf({ sync_progress: _, page_tags: __, ...notebook }: typeof theirs) {
  return notebook
}
