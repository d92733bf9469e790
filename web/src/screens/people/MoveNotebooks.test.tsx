// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Activity } from '../../data/activity.ts'
import { Notebook } from '../../data/library/notebook.ts'
import type { LibraryStore } from '../../data/local/library.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { notebookThere } from '../../testing/notebooks.ts'
import { openDialogs } from '../../testing/open-dialogs.ts'
import { tree, uuidOf } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { WorkspaceServer, you } from '../../testing/workspace-server.ts'
import { MoveNotebooks } from './MoveNotebooks.tsx'

const field = uuidOf('Field notes')
const diary = new Notebook(null, notebookThere({ uuid: 'diary', name: 'Diary' }))
const plans = new Notebook(null, notebookThere({ uuid: 'plans', name: 'Plans' }))

let server: AccountServer
let workspaces: WorkspaceServer
let activity: Activity
let closed: number
let kept: (readonly Notebook[])[]

beforeEach(async () => {
  openDialogs()
  localStorage.clear()
  server = await AccountServer.start()
  workspaces = new WorkspaceServer()
  workspaces.add('Field notes', 'member')
  workspaces.add('Archive', 'viewer')
  server.answers = (method, path, body) =>
    path === '/api/v1/notebooks/tree' ? { body: tree([]) } : workspaces.answer(method, path, body)
  activity = new Activity({} as LibraryStore)
  closed = 0
  kept = []
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show(notebooks: readonly Notebook[], left = 0): Promise<void> {
  renderWith(
    { ...(await signedIn(server)), activity },
    <MoveNotebooks notebooks={notebooks} left={left} onMoved={(those) => kept.push(those)} onClose={() => closed++} />,
  )
  await screen.findByRole('radio', { name: 'Field notes' })
}

const choose = (name: string) => fireEvent.click(screen.getByRole('radio', { name }))
const move = () => fireEvent.click(screen.getByRole('button', { name: 'Move' }))

it('offers the workspaces where the person may write, but not the one that it is in', async () => {
  await show([diary])
  const names = screen.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent)
  expect(names).toEqual(['Field notes', 'A new workspace'])
})

it("offers one's own library for what is elsewhere", async () => {
  workspaces.add('Club')
  await show([new Notebook(null, { ...notebookThere(), workspace: uuidOf('Club') })])
  expect(screen.getByRole('radio', { name: 'My library' })).toBeTruthy()
  expect(screen.queryByRole('radio', { name: 'Club' })).toBeNull()
})

it('says what goes along and what stays', async () => {
  await show([diary], 2)
  const means = within(screen.getByRole('dialog', { name: 'Move “Diary”' })).getAllByRole('listitem')
  expect(means.map((each) => each.textContent)).toEqual([
    expect.stringMatching(/^Pages, texts, corrections.*attachments.*go along\.$/),
    expect.stringMatching(/^Members of the workspace can read it/),
    expect.stringMatching(/^Your tablet, quota, storage and integrations stay yours/),
  ])
  expect(screen.getByText(/^2 of the selected notebooks stay/)).toBeTruthy()
})

it('moves several, and one undo takes them back', async () => {
  await show([diary, plans])
  choose('Field notes')
  move()
  await expect.poll(() => closed).toBe(1)
  expect(workspaces.moves).toEqual([
    ['diary', field],
    ['plans', field],
  ])
  expect(activity.moved.value).toMatchObject({ count: 2, to: 'Field notes' })
  await activity.undoMove()
  expect(workspaces.moves.slice(2).map(([, to]) => to)).toEqual([you, you])
  expect(activity.moved.value).toBeNull()
})

it('creates a workspace on the way', async () => {
  await show([diary])
  choose('A new workspace')
  move()
  expect((await screen.findByRole('alert')).textContent).toBe('Enter a name.')
  fireEvent.input(screen.getByLabelText('Name of the workspace'), { target: { value: 'Herons' } })
  move()
  await expect.poll(() => closed).toBe(1)
  expect(workspaces.moves).toEqual([['diary', uuidOf('Herons')]])
})

it('asks for a workspace first', async () => {
  await show([diary])
  move()
  expect((await screen.findByRole('alert')).textContent).toBe('Choose a workspace.')
  expect(workspaces.moves).toEqual([])
})

it('stays open with what could not be moved', async () => {
  workspaces.refusedMove = 'plans'
  await show([diary, plans])
  choose('Field notes')
  move()
  expect((await screen.findByRole('alert')).textContent).toBe(
    '1 notebook couldn’t be moved: “Plans”. Your role in this workspace doesn’t allow this. Ask one of its owners.',
  )
  expect(kept).toEqual([[plans]])
  expect(closed).toBe(0)
})
