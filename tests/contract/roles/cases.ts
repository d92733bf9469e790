// SPDX-License-Identifier: AGPL-3.0-or-later
// What is asked of each operation that takes an id: for what, and with which request.
import type { Question } from '../answers.ts'
import { uuid } from '../library.ts'
import type { Json } from '../openapi.ts'
import { accountCases } from './accounts.ts'
import type { House, Place, Things } from './house.ts'
import { libraryCases } from './library-cases.ts'
import { notionCases } from './notion.ts'
import type { Kind } from './table.ts'
import { targetCases } from './targets.ts'
import { workspaceCases } from './workspace-cases.ts'

export interface Case {
  kind: Kind
  /** The path's parameters of what is in the shared workspace, and of what is in the person's own. */
  shared?: string[]
  private?: string[]
  /** Of what is in no workspace. */
  ids?: string[]
  /** Of nothing; by default these are ids that nobody has. Null: there are no unknown ones. */
  unknown?: string[] | null
  question?: Question
  query?: string
  /** Where the ids are in the query or the body, not in the path. */
  queryOf?: (id: string) => string
  bodyOf?: (id: string) => Json
  /** Makes what someone who may do this is asked to do it to, because it is gone afterwards. */
  spare?: (place: Place | undefined) => Promise<string[]>
}

export type Cases = Record<string, Case[]>

export type Both = Record<Place, Things>

/** The same of what is in each place. */
export function inBoth(things: Both, idsOf: (things: Things) => string[]): Pick<Case, 'shared' | 'private'> {
  return { shared: idsOf(things.shared), private: idsOf(things.private) }
}

export async function furnished(house: House): Promise<Cases> {
  const things = {
    shared: await house.furnish('shared', await house.workspace(), 1),
    private: await house.furnish('private', house.person, 2),
  }
  const { token } = await house.link(1)
  house.callers['holder of a link'] = { headers: { 'rmirror-link': token } }
  return {
    ...(await accountCases(house)),
    ...(await libraryCases(house, things)),
    ...(await workspaceCases(house, things)),
    ...(await targetCases(house, things)),
    ...(await notionCases(house)),
  }
}

const nothing = uuid(999)

export const isNothing = (id: string) => id === nothing

/** With an id of nothing in each place, and in the last one only. */
export function unknownOf({ unknown }: Case, ids: string[]): string[][] {
  if (unknown === null) return []
  if (unknown) return [unknown]
  return [ids.map(() => nothing), ...(ids.length > 1 ? [[...ids.slice(0, -1), nothing]] : [])]
}
