// SPDX-License-Identifier: AGPL-3.0-or-later
// What workspaces cost their people: requests of one's own with 50 workspaces beside those with one.
import { median } from '../median.ts'
import { type AnnouncedNotebook, ask, notebookOf, send, signUp } from './device.ts'
import type { Bench } from './processes.ts'

export const manyWorkspaces = 50
export const ownNotebooks = 1000
const sharedNotebooks = 100
const pagesOfEach = 10
const rounds = 60

export interface WorkspaceSpeed {
  /** The time with 50 workspaces, compared with one. */
  me: number
  tree: number
  /** Milliseconds: the list of 50 workspaces, and the shelf of 100 notebooks as a member reads it. */
  listed: number
  shelf: number
}

interface Member {
  token: string
  workspaces: string[]
}

export async function measureWorkspaces(bench: Bench): Promise<WorkspaceSpeed> {
  const guest = await signUp(bench)
  const [one, many] = [await memberOf(bench, 1, guest), await memberOf(bench, manyWorkspaces, guest)]
  const [shelf = ''] = one.workspaces
  return {
    me: await ratio(bench, 'me', many, one),
    tree: await ratio(bench, 'notebooks/tree', many, one),
    listed: median(await times(bench, 'workspaces', [many.token])),
    shelf: median(await times(bench, `workspaces/${shelf}/tree`, [guest])),
  }
}

/** A person whose shared notebooks are spread over their workspaces, each of which has another member. */
async function memberOf(bench: Bench, count: number, guest: string): Promise<Member> {
  const token = await signUp(bench)
  const notebooks = Array.from({ length: ownNotebooks }, () => notebookOf(pagesOfEach))
  await send(bench, token, JSON.stringify({ scope: 'library', notebooks }))
  const workspaces: string[] = []
  for (let number = 0; number < count; number++) {
    const { id } = await ask(bench, token, 'POST', 'workspaces', { name: `Workspace ${number}` })
    workspaces.push(id)
    const invitation = await ask(bench, token, 'POST', `workspaces/${id}/invitations`, { role: 'viewer' })
    await ask(bench, guest, 'POST', 'invitations/accept', { token: invitation.token })
  }
  for (const [index, { notebook_uuid }] of notebooks.slice(0, sharedNotebooks).entries())
    await move(bench, token, notebook_uuid, workspaces[index % count] ?? '')
  return { token, workspaces }
}

const move = (bench: Bench, token: string, uuid: AnnouncedNotebook['notebook_uuid'], workspace_id: string) =>
  ask(bench, token, 'PUT', `notebooks/${uuid}/workspace`, { workspace_id })

/** Of two people who ask in turns, so that what the machine does meanwhile is the same for both. */
async function ratio(bench: Bench, route: string, first: Member, second: Member): Promise<number> {
  const both = await times(bench, route, [first.token, second.token])
  const of = (turn: number) => median(both.filter((_, index) => index % 2 === turn))
  return of(0) / of(1)
}

async function times(bench: Bench, route: string, tokens: string[]): Promise<number[]> {
  const taken: number[] = []
  for (let round = 0; round < rounds; round++)
    for (const token of tokens) {
      const start = performance.now()
      await ask(bench, token, 'GET', route)
      taken.push(performance.now() - start)
    }
  return taken.slice(2 * tokens.length)
}
