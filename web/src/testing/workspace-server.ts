// SPDX-License-Identifier: AGPL-3.0-or-later
// A model of the server's workspaces, for the user of an AccountServer, which holds its answers to the contract.
import type { components, TreeItem } from '@rmirror/shared/api'
import { problem } from './account-server.ts'
import { tree, treeItem, uuidOf } from './server-facts.ts'

type Schemas = components['schemas']
type Workspace = Schemas['Workspace']
type Member = Schemas['Member']
type Answer = { status?: number; body: unknown }

const at = '2026-11-20T12:00:00+00:00'
const done: Answer = { status: 204, body: null }

/** The id of the user of an AccountServer. */
export const you = '0190'

export function member(name: string, members: Partial<Member> = {}): Member {
  return {
    ...{ user_id: uuidOf(name), full_name: name, email: `${name.toLowerCase()}@example.org`, role: 'member' },
    ...{ is_you: false, notebooks: 0, joined_at: at },
    ...members,
  }
}

/** Of the nth invitation that is made. */
export function tokenOf(nth: number): string {
  return String(nth).padStart(43, 'x')
}

interface Shared {
  workspace: Workspace
  members: Member[]
  notebooks: TreeItem[]
  invitations: Schemas['WorkspaceInvitation'][]
  log: Schemas['WorkspaceAuditEntry'][]
  /** What a request for changes answers, one batch each. */
  news: unknown[][]
}

export class WorkspaceServer {
  readonly shared = new Map<string, Shared>()
  /** What invitations are for, by token; an answer in its place refuses it. */
  readonly offers = new Map<string, Answer | { workspace: string; role: Member['role'] }>()
  /** Where the user's own notebooks were moved to, by uuid. */
  readonly moves: [notebook: string, workspace: string][] = []
  /** Refuses a move of this notebook. */
  refusedMove: string | null = null
  #made = 0

  /** A workspace in which the user has this role, beside `others`. */
  add(name: string, role: Member['role'] = 'owner', others: Member[] = []): Shared {
    const ann = member('Ann', { user_id: you, is_you: true, role })
    const members = [ann, ...others]
    const workspace = { id: uuidOf(name), name, is_own: false, role, members: members.length, created_at: at }
    const shared: Shared = { workspace, members, notebooks: [], invitations: [], log: [], news: [] }
    this.shared.set(workspace.id, shared)
    return shared
  }

  /** For `AccountServer.answers`; undefined: it is about something else. */
  answer(method: string, path: string, body: Buffer): Answer | undefined {
    const [, , , first, id, part, which] = new URL(path, 'http://server').pathname.split('/')
    const sent = body.length > 0 ? JSON.parse(String(body)) : {}
    if (first === 'invitations') return this.#answerInvited(id, sent.token)
    if (first === 'notebooks' && part === 'workspace') return this.#move(id ?? '', sent.workspace_id)
    if (first !== 'workspaces') return undefined
    if (id === undefined) return method === 'POST' ? this.#create(sent.name) : { body: { items: this.#all() } }
    const shared = this.shared.get(id)
    if (!shared) return problem(404)
    return this.#answerIn(shared, method, part, which, sent)
  }

  #all(): Workspace[] {
    const own = { id: you, name: '', is_own: true, role: 'owner', members: 1, created_at: null } as const
    return [own, ...[...this.shared.values()].map(({ workspace }) => workspace)]
  }

  #create(name: string): Answer {
    return { status: 201, body: this.add(name).workspace }
  }

  #answerIn(shared: Shared, method: string, part: string | undefined, which: string | undefined, sent: Sent): Answer {
    const { workspace, members, notebooks } = shared
    switch (`${method} ${part ?? ''}`) {
      case 'GET ':
        return { body: workspace }
      case 'PATCH ':
        workspace.name = sent.name ?? ''
        return { body: workspace }
      case 'DELETE ':
        this.shared.delete(workspace.id)
        return done
      case 'GET members':
        return { body: { items: members } }
      case 'PATCH members':
        return this.#changeRole(shared, which ?? '', sent.role ?? 'viewer')
      case 'DELETE members':
        return this.#remove(shared, which ?? '')
      case 'PUT owner':
        for (const each of members) each.role = each.user_id === sent.user_id ? 'owner' : 'member'
        workspace.role = 'member'
        return done
      case 'GET invitations':
        return { body: { items: shared.invitations } }
      case 'POST invitations':
        return this.#invite(shared, sent.role ?? 'viewer')
      case 'DELETE invitations':
        shared.invitations = shared.invitations.filter(({ id }) => id !== which)
        return done
      case 'GET audit-log':
        return { body: { items: shared.log, next: null } }
      case 'GET tree':
        return { body: tree(notebooks) }
      case 'GET changes':
        return { body: { items: shared.news.shift() ?? [], next: '1', more: false } }
      case 'GET covers':
        return { body: { items: [] } }
      default:
        return problem(404)
    }
  }

  #changeRole({ workspace, members }: Shared, user: string, role: Member['role']): Answer {
    const meant = members.find(({ user_id }) => user_id === user)
    if (!meant) return problem(404)
    const isLast = meant.role === 'owner' && members.filter((each) => each.role === 'owner').length === 1
    if (isLast && role !== 'owner') return problem(409, { type: 'last_owner' })
    meant.role = role
    if (meant.is_you) workspace.role = role
    return done
  }

  #remove(shared: Shared, user: string): Answer {
    shared.members = shared.members.filter(({ user_id }) => user_id !== user)
    shared.workspace.members = shared.members.length
    if (user === you) this.shared.delete(shared.workspace.id)
    return done
  }

  #invite(shared: Shared, role: Member['role']): Answer {
    const id = uuidOf(`invitation ${++this.#made}`)
    const made = { id, role, created_at: at, expires_at: '2026-11-27T12:00:00+00:00' }
    shared.invitations = [made, ...shared.invitations]
    return { status: 201, body: { ...made, token: tokenOf(this.#made), is_mailed: false } }
  }

  #answerInvited(what: string | undefined, token: string): Answer {
    const offer = this.offers.get(token)
    if (!offer) return problem(404)
    if ('body' in offer) return offer
    const expires_at = '2026-11-27T12:00:00+00:00'
    const known = [...this.shared.values()].find(({ workspace }) => workspace.name === offer.workspace)
    const { workspace: workspace_name, role } = offer
    if (what === 'preview')
      return { body: { workspace_name, invited_by: 'Ben', role, expires_at, is_member: known !== undefined } }
    return { body: (known ?? this.add(workspace_name, role, [member('Ben', { role: 'owner' })])).workspace }
  }

  #move(notebook: string, workspace: string): Answer {
    if (notebook === this.refusedMove) return problem(403, { type: 'role_refused' })
    this.moves.push([notebook, workspace])
    const { sync_progress: _, page_tags: __, ...shown } = treeItem(notebook)
    return { body: shown }
  }
}

interface Sent {
  name?: string
  role?: Member['role']
  user_id?: string
}
