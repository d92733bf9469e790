// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { indexOf } from '../../data/library/shelf.ts'
import type { LibraryStore } from '../../data/local/library.ts'
import { Search } from '../../data/search/search.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { tree, treeItem, uuidOf } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { WorkspaceServer, you } from '../../testing/workspace-server.ts'
import type { LibraryDialogs } from './selection/library-dialogs.ts'
import { WorkspaceScreen } from './WorkspaceScreen.tsx'

const field = uuidOf('Field notes')
const shared = { workspace_id: field }
const mine = treeItem('mine', { ...shared, owner_id: you, visible_name: 'Mine' })
const theirs = treeItem('theirs', { ...shared, owner_id: uuidOf('Ben'), visible_name: 'Theirs' })

let server: AccountServer
let workspaces: WorkspaceServer

/** jsdom lays nothing out, so nothing comes onto the screen. */
class NothingSeen {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

beforeEach(async () => {
  vi.stubGlobal('IntersectionObserver', NothingSeen)
  localStorage.clear()
  server = await AccountServer.start()
  workspaces = new WorkspaceServer()
  server.answers = (method, path, body) =>
    path === '/api/v1/notebooks/tree' ? { body: tree([mine]) } : workspaces.answer(method, path, body)
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show(): Promise<void> {
  const store = await signedIn(server)
  const none = signal(new Map())
  const library = { ...store.library, notebooks: none, folders: none, opened: signal(true) }
  const search = new Search(store.account, { find: async () => [] })
  const index = indexOf({ notebooks: none, folders: none }, store.shelf)
  renderWith(
    { ...store, library: library as unknown as LibraryStore, index, search },
    <WorkspaceScreen id={field} dialogs={{} as LibraryDialogs} />,
  )
}

it('lists what all members brought; only what is yours can be moved or deleted', async () => {
  workspaces.add('Field notes', 'member').notebooks = [mine, theirs]
  await show()
  const links = async () => (await screen.findAllByRole('link', { name: /^(Mine|Theirs)$/ })).map(hrefOf)
  expect((await links()).toSorted()).toEqual(['/notebooks/id of theirs', '/notebooks/mine'])
  fireEvent.click(screen.getByRole('button', { name: 'Select' }))
  fireEvent.click(await screen.findByRole('checkbox', { name: /Theirs/ }))
  const move = () => screen.getByRole('button', { name: 'Move…' })
  await expect.poll(() => move().title).toBe('Only the person that a notebook belongs to can move or delete it.')
  expect(screen.getByRole('button', { name: 'Delete' }).getAttribute('aria-disabled')).toBe('true')
  fireEvent.click(screen.getByRole('checkbox', { name: /Mine/ }))
  await expect.poll(() => move().getAttribute('aria-disabled')).toBe('false')
})

it('says how an empty one is filled, or to a viewer that it is empty', async () => {
  workspaces.add('Field notes', 'member')
  await show()
  expect(await screen.findByText(/^No notebooks here yet\. Open one of your own/)).toBeTruthy()
  expect(screen.queryByText('This folder is empty.')).toBeNull()
  cleanup()
  workspaces.add('Field notes', 'viewer')
  await show()
  expect(await screen.findByText('No notebooks here yet.')).toBeTruthy()
  expect(screen.getByText(/^You can read and export the notebooks here/)).toBeTruthy()
})

it('says that it is no longer shared', async () => {
  await show()
  expect(await screen.findByRole('heading', { name: 'This workspace is no longer shared with you' })).toBeTruthy()
})

const hrefOf = (link: HTMLElement) => link.getAttribute('href')
