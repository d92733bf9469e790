// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { notebookHere, notebookThere } from '../../testing/notebooks.ts'
import { tree, uuidOf } from '../../testing/server-facts.ts'
import { type SignedInStore, signedIn } from '../../testing/signed-in.tsx'
import { WorkspaceServer, you } from '../../testing/workspace-server.ts'
import { Notebook } from '../library/notebook.ts'
import { isMovable, moveMany } from './moves.ts'

const field = uuidOf('Field notes')
const club = uuidOf('Club')
const diary = new Notebook(null, notebookThere({ uuid: 'diary' }))
const plans = new Notebook(null, { ...notebookThere({ uuid: 'plans' }), workspace: club })

let server: AccountServer
let workspaces: WorkspaceServer
let store: SignedInStore

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  workspaces = new WorkspaceServer()
  for (const name of ['Field notes', 'Club']) workspaces.add(name)
  server.answers = (method, path, body) =>
    path === '/api/v1/notebooks/tree' ? { body: tree([]) } : workspaces.answer(method, path, body)
  store = await signedIn(server)
})
afterEach(() => server.stop())

describe('moving notebooks', () => {
  it('takes each to the workspace, and one undo each back to where it was', async () => {
    const { moved, undo } = await moveMany([diary, plans], field, store.remote)
    expect(moved).toEqual([diary, plans])
    await undo()
    expect(workspaces.moves.slice(0, 2)).toEqual([
      ['diary', field],
      ['plans', field],
    ])
    expect(workspaces.moves.slice(2)).toEqual(
      expect.arrayContaining([
        ['diary', you],
        ['plans', club],
      ]),
    )
  })

  it('keeps what the server refuses, and says why', async () => {
    workspaces.refusedMove = 'plans'
    const { moved, kept } = await moveMany([diary, plans], field, store.remote)
    expect(moved).toEqual([diary])
    expect(kept).toMatchObject([{ notebook: plans, why: { type: 'role_refused' } }])
  })

  it('can be undone again for what could not be moved back', async () => {
    const { undo } = await moveMany([diary, plans], field, store.remote)
    workspaces.refusedMove = 'diary'
    await expect(undo()).rejects.toMatchObject({ type: 'role_refused' })
    workspaces.refusedMove = null
    workspaces.moves.length = 0
    await undo()
    expect(workspaces.moves).toEqual([['diary', you]])
  })
})

it.each([
  ['the server has', diary, true],
  ['only this browser has', new Notebook(notebookHere(), null), false],
  ['was never sent', new Notebook(null, { ...notebookThere(), isUnsent: true }), false],
  ['belongs to another person', new Notebook(null, { ...notebookThere(), workspace: club, isOthers: true }), false],
])('a notebook that %s can be moved: %#', (_, notebook, isWanted) => {
  expect(isMovable(notebook)).toBe(isWanted)
})
