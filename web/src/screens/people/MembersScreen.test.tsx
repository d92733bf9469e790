// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { openDialogs } from '../../testing/open-dialogs.ts'
import { tree, uuidOf } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { member, tokenOf, WorkspaceServer } from '../../testing/workspace-server.ts'
import { MembersScreen } from './MembersScreen.tsx'

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

async function show(): Promise<void> {
  renderWith(await signedIn(server), <MembersScreen id={field} />)
}

const section = (name: string) => within(screen.getByRole('region', { name }))
const people = async () => {
  const list = await screen.findByRole('list', { name: 'Members' })
  return within(list).getAllByRole('listitem')
}
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const confirm = (name: string) => fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name }))
const shared = () => workspaces.shared.get(field)

describe('the members', () => {
  it('are shown to a viewer, with what each role may do, and nothing to change', async () => {
    workspaces.add('Field notes', 'viewer', [member('Ben', { role: 'owner', notebooks: 3 })])
    await show()
    expect((await people()).map((each) => each.textContent)).toEqual([
      expect.stringMatching(/^Ann \(you\).*Viewer$/),
      expect.stringMatching(/^Benben@example.org · since .* · 3 notebooks of theirs here.*Owner$/),
    ])
    expect(screen.getAllByRole('heading', { level: 2 }).map((each) => each.textContent)).toEqual(['Members', 'Leave'])
    expect(screen.queryByRole('combobox')).toBeNull()
    expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull()
  })

  it('get another role from an owner, at once', async () => {
    workspaces.add('Field notes', 'owner', [member('Ben')])
    await show()
    fireEvent.change(await screen.findByLabelText('Role of Ben'), { target: { value: 'viewer' } })
    expect(await screen.findByText('Ben: now Viewer.')).toBeTruthy()
    expect(shared()?.members[1]?.role).toBe('viewer')
  })

  it('are removed after a question that says what follows', async () => {
    workspaces.add('Field notes', 'owner', [member('Ben', { notebooks: 2 })])
    await show()
    await people()
    press('Remove Ben')
    const question = within(screen.getByRole('dialog', { name: 'Remove Ben?' }))
    expect(question.getAllByRole('listitem').map((each) => each.textContent)).toEqual([
      'From their next click on, they see nothing of “Field notes”.',
      '2 notebooks that belong to them go with them.',
      'To let them in again, invite them again.',
    ])
    confirm('Remove')
    expect(await screen.findByText('Ben was removed.')).toBeTruthy()
    expect(document.activeElement?.textContent).toBe('Members')
    await expect.poll(async () => (await people()).length).toBe(1)
  })

  it('always have an owner: the last one stays', async () => {
    workspaces.add('Field notes', 'owner', [member('Ben')])
    await show()
    const [ann] = await people()
    expect(ann?.textContent).toContain('A workspace needs an owner.')
    expect(screen.queryByLabelText('Role of Ann')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Leave the workspace…' })).toBeNull()
  })
})

describe('an invitation', () => {
  it('is a link with its token in the fragment, shown once, and listed until it is revoked', async () => {
    workspaces.add('Field notes')
    await show()
    fireEvent.change(await screen.findByLabelText('Role'), { target: { value: 'viewer' } })
    press('Create a link')
    const made = within(await screen.findByRole('region', { name: 'Invitation: Viewer' }))
    expect(made.getByText(`${location.origin}/invitation#${tokenOf(1)}`)).toBeTruthy()
    expect(made.getByRole('button', { name: 'Copy' })).toBeTruthy()
    press('I’ve copied it')
    await expect.poll(() => document.body.textContent).not.toContain(tokenOf(1))
    const open = within(await screen.findByRole('list', { name: 'Open invitations' }))
    expect(open.getByRole('listitem').textContent).toMatch(/^Viewermade on .* · valid until .*2026/)
    press(/^Revoke the invitation/)
    expect(await screen.findByText('No open invitations.')).toBeTruthy()
    expect(section('Invite someone').getByText('The invitation was revoked.')).toBeTruthy()
  })
})

describe('a workspace', () => {
  it('is renamed by an owner, and needs a name', async () => {
    workspaces.add('Field notes')
    await show()
    const name = await screen.findByLabelText<HTMLInputElement>('Name of the workspace')
    fireEvent.input(name, { target: { value: ' ' } })
    press('Rename')
    expect((await screen.findByRole('alert')).textContent).toBe('Enter a name.')
    fireEvent.input(name, { target: { value: 'Herons' } })
    press('Rename')
    expect(await screen.findByRole('heading', { level: 1, name: 'Members of “Herons”' })).toBeTruthy()
  })

  it('is left after a question, and the library is shown', async () => {
    workspaces.add('Field notes', 'member', [member('Ben', { role: 'owner' })])
    history.replaceState(null, '', `/workspaces/${field}/members`)
    await show()
    await people()
    press('Leave the workspace…')
    confirm('Leave')
    await expect.poll(() => location.pathname).toBe('/')
    expect(shared()).toBeUndefined()
  })

  it('is handed over to a member', async () => {
    workspaces.add('Field notes', 'owner', [member('Ben'), member('Cem')])
    await show()
    fireEvent.change(await screen.findByLabelText('Hand over to'), { target: { value: uuidOf('Cem') } })
    press('Hand over…')
    expect(screen.getByRole('dialog', { name: 'Hand “Field notes” over to Cem?' })).toBeTruthy()
    confirm('Hand over')
    await expect.poll(() => shared()?.members.map(({ role }) => role)).toEqual(['member', 'member', 'owner'])
    await expect.poll(() => screen.queryByRole('heading', { name: 'Invite someone' })).toBeNull()
  })

  it('is deleted after a question that says that no notebook is', async () => {
    workspaces.add('Field notes')
    await show()
    await people()
    press('Delete the workspace…')
    expect(screen.getByRole('dialog').textContent).toMatch(/No notebook is deleted.*This can’t be undone\./)
    confirm('Delete')
    await expect.poll(shared).toBeUndefined()
  })

  it('that ended for the person says so', async () => {
    await show()
    expect(await screen.findByRole('heading', { name: 'This workspace is no longer shared with you' })).toBeTruthy()
  })
})

it('what happened is said in sentences, also of what is gone', async () => {
  const { log } = workspaces.add('Field notes')
  const entry = (action: string, details = {}, by: string | null = 'Ann') => {
    log.push({ id: uuidOf(`entry ${log.length}`), action, by, details, created_at: '2026-11-20T12:00:00+00:00' })
  }
  entry('created', { name: 'Field notes' })
  entry('role_changed', { person: 'Ben', role: 'viewer' })
  entry('notebook_moved_in', { notebook: 'Diary' })
  entry('notebook_moved_out')
  entry('left', {}, null)
  entry('painted')
  await show()
  const shown = within(await screen.findByRole('list', { name: 'What happened here' })).getAllByRole('listitem')
  expect(shown.map((each) => each.querySelector('span')?.textContent)).toEqual([
    'Ann created the workspace as “Field notes”.',
    'Ann changed the role of Ben (Viewer).',
    'Ann moved “Diary” here.',
    'Ann moved a notebook away.',
    'Someone who is gone left.',
    'Ann: painted',
  ])
})
