// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may do what: the roles, and what each is answered for each kind of operation.

export const roles = [
  'nobody',
  'holder of a link',
  'stranger',
  'removed member',
  'admin',
  'viewer',
  'member',
  'owner',
  'person',
] as const

/** `owner` owns the workspace, `person` does too, and the notebooks in it are theirs. */
export type Role = (typeof roles)[number]

/** May: it isn't refused, whatever is wrong with the request. As all: every role with this is given the same answer. */
export type Verdict = 'may' | 'as all' | 401 | 403 | 404

export type Kind =
  | 'read'
  | 'write'
  | 'manage'
  | 'write, and delete what is theirs'
  | 'own'
  | 'none'
  | 'admin'
  | 'link'
  | 'signed in'
  | 'elsewhere'
  | 'everyone'

type Row = Record<Role, Verdict>

const all = (verdict: Verdict): Row => Object.fromEntries(roles.map((role) => [role, verdict])) as Row

const signedIn: Row = { ...all(404), nobody: 401, 'holder of a link': 401 }

/** For what is in the shared workspace, or in none at all. */
export const table: Record<Kind, Row> = {
  read: { ...signedIn, viewer: 'may', member: 'may', owner: 'may', person: 'may' },
  write: { ...signedIn, viewer: 403, member: 'may', owner: 'may', person: 'may' },
  manage: { ...signedIn, viewer: 403, member: 403, owner: 'may', person: 'may' },
  'write, and delete what is theirs': { ...signedIn, viewer: 403, member: 403, owner: 403, person: 'may' },
  // By a name that this doesn't go by.
  none: signedIn,
  own: { ...signedIn, person: 'may' },
  admin: { ...signedIn, admin: 'may' },
  link: { ...all(404), 'holder of a link': 'may' },
  'signed in': { ...all('may'), nobody: 401, 'holder of a link': 401 },
  // Of the server or of an outside service, for which each person has a credential of their own, or none.
  elsewhere: { ...all('as all'), nobody: 401, 'holder of a link': 401 },
  everyone: all('may'),
}

/** For the same in the person's own workspace. */
export const privately = (kind: Kind): Row => (kind === 'link' ? all(404) : kind === 'none' ? table.none : table.own)

/** For an id that nothing has: nobody may. */
export const unknown = (kind: Kind): Row => (kind === 'link' || kind === 'everyone' ? all(404) : signedIn)
