// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { captureInvitation, invitationToken } from '../../data/people/invitation-link.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { tree, uuidOf } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { WorkspaceServer } from '../../testing/workspace-server.ts'
import { InvitationScreen } from './InvitationScreen.tsx'

let server: AccountServer
let workspaces: WorkspaceServer

beforeEach(async () => {
  localStorage.clear()
  sessionStorage.clear()
  invitationToken.value = null
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

async function open(token: string): Promise<void> {
  history.replaceState(null, '', `/invitation#${token}`)
  captureInvitation()
  renderWith(await signedIn(server), <InvitationScreen />)
}

it('says who invites to what, and what the members see, before anything is accepted', async () => {
  workspaces.offers.set('good', { workspace: 'Field notes', role: 'viewer' })
  await open('good')
  expect(await screen.findByRole('heading', { name: 'Join “Field notes”?' })).toBeTruthy()
  expect(screen.getByText('Ben invites you.')).toBeTruthy()
  expect(screen.getByText(/The members see your name and email address/)).toBeTruthy()
  expect(workspaces.shared.size).toBe(0)
  fireEvent.click(screen.getByRole('button', { name: 'Accept' }))
  await expect.poll(() => location.pathname).toBe(`/workspaces/${uuidOf('Field notes')}`)
  expect(invitationToken.value).toBeNull()
})

it('never sends the token in an address', async () => {
  workspaces.offers.set('good', { workspace: 'Field notes', role: 'member' })
  await open('good')
  fireEvent.click(await screen.findByRole('button', { name: 'Accept' }))
  await expect.poll(() => location.pathname).toBe(`/workspaces/${uuidOf('Field notes')}`)
  expect(server.requests.filter(({ path }) => path.includes('good'))).toEqual([])
})

it('is declined for now, and forgotten', async () => {
  workspaces.offers.set('good', { workspace: 'Field notes', role: 'member' })
  await open('good')
  fireEvent.click(await screen.findByRole('link', { name: 'Not now' }))
  expect(invitationToken.value).toBeNull()
  expect(workspaces.shared.size).toBe(0)
})

it('opens the workspace for a member, who needs no invitation', async () => {
  workspaces.add('Field notes')
  workspaces.offers.set('good', { workspace: 'Field notes', role: 'member' })
  await open('good')
  expect(await screen.findByText('You’re a member already.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Open' }))
  await expect.poll(() => location.pathname).toBe(`/workspaces/${uuidOf('Field notes')}`)
})

it.each([
  ['used', problem(410, { type: 'invitation_used' }), 'This invitation was already used. Ask for a new one.'],
  ['too old', problem(410, { type: 'invitation_expired' }), 'This invitation has expired. Ask for a new one.'],
  ['revoked', problem(404), /^This invitation was revoked, or its link was cut off/],
])('one that is %s says so in one sentence', async (_, answer, words) => {
  workspaces.offers.set('bad', answer)
  await open('bad')
  expect(await screen.findByText(words)).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
})

it('that someone else uses meanwhile says so when it is accepted', async () => {
  workspaces.offers.set('good', { workspace: 'Field notes', role: 'member' })
  await open('good')
  const accept = await screen.findByRole('button', { name: 'Accept' })
  workspaces.offers.set('good', problem(410, { type: 'invitation_used' }))
  fireEvent.click(accept)
  expect((await screen.findByRole('alert')).textContent).toBe('This invitation was already used. Ask for a new one.')
})

it('an address without an invitation says what is missing', async () => {
  renderWith(await signedIn(server), <InvitationScreen />)
  expect(await screen.findByText(/^There’s no invitation here/)).toBeTruthy()
})
