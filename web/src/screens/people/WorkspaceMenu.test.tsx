// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { openDialogs } from '../../testing/open-dialogs.ts'
import { tree, uuidOf } from '../../testing/server-facts.ts'
import { accountAt, remoteOf, renderWith, signedIn } from '../../testing/signed-in.tsx'
import { member, WorkspaceServer } from '../../testing/workspace-server.ts'
import { CreateWorkspace } from './CreateWorkspace.tsx'
import { WorkspaceMenu } from './WorkspaceMenu.tsx'

const field = uuidOf('Field notes')

let server: AccountServer
let workspaces: WorkspaceServer

beforeEach(async () => {
  openDialogs()
  localStorage.clear()
  server = await AccountServer.start()
  workspaces = new WorkspaceServer()
  server.answers = (method, path, body) =>
    path === '/api/v1/notebooks/tree' ? { body: tree([]) } : workspaces.answer(method, path, body)
})
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
  server.stop()
})

const menu = <WorkspaceMenu current={field} dialogs={{ CreateWorkspace }} />

it("lists one's own library and the shared workspaces, and marks the one on the screen", async () => {
  workspaces.add('Field notes', 'member', [member('Ben')])
  renderWith(await signedIn(server), menu)
  await screen.findByText('Field notes')
  const links = screen.getAllByRole('link', { hidden: true })
  expect(links.map((link) => [link.getAttribute('href'), link.textContent, link.getAttribute('aria-current')])).toEqual(
    [
      ['/', 'My library', null],
      [`/workspaces/${field}`, 'Field notes2 members', 'page'],
    ],
  )
})

it('creates another, which is shown then', async () => {
  renderWith(await signedIn(server), menu)
  fireEvent.click(screen.getByRole('button', { name: 'New workspace…', hidden: true }))
  const dialog = within(await screen.findByRole('dialog', { name: 'New workspace' }))
  fireEvent.click(dialog.getByRole('button', { name: 'Create' }))
  expect((await dialog.findByRole('alert')).textContent).toBe('Enter a name.')
  fireEvent.input(dialog.getByLabelText('Name of the workspace'), { target: { value: ' Herons ' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Create' }))
  await expect.poll(() => location.pathname).toBe(`/workspaces/${uuidOf('Herons')}`)
})

it('is nothing for guests, and asks no server', () => {
  const account = accountAt(server)
  const { container } = renderWith({ account, remote: remoteOf(account) }, menu)
  expect(container.textContent).toBe('')
  expect(server.requests).toEqual([])
})
