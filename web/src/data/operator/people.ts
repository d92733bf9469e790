// SPDX-License-Identifier: AGPL-3.0-or-later
// The accounts of this server, for its admins: who they are and what is counted of them, never content.
import { ApiProblem, answerTo, type components, type paths } from '@rmirror/shared/api'
import type { Queries, RemoteQuery } from '../server/remote-query.ts'

export type AdminPerson = components['schemas']['AdminPerson']
export type Tier = components['schemas']['AdminPlan']['tier']
export type Step = components['schemas']['AdminStep']
export type PersonChange = NonNullable<
  paths['/api/v1/admin/people/{id}']['patch']['requestBody']
>['content']['application/json']

export const tiers: readonly Tier[] = ['free', 'beta', 'pro', 'team', 'enterprise']

/** Newest first; `search` is part of an address or a name. */
export function peopleOf(remote: Queries, search: string) {
  return remote.pagedQuery<AdminPerson>(['admin people', search], (cursor, signal) => {
    const query = { ...(search && { search }), ...(cursor && { cursor }) }
    return answerTo(remote.account.api.GET('/api/v1/admin/people', { params: { query }, signal, cache: 'no-store' }))
  })
}

/** How many people have come how far. */
export function funnelOf(remote: Queries): RemoteQuery<{ step: Step; people: number }[]> {
  const ask = async ({ signal }: { signal: AbortSignal }) =>
    (await answerTo(remote.account.api.GET('/api/v1/admin/funnel', { signal, cache: 'no-store' }))).items
  return { ...remote.query(['admin people', 'funnel'], ask), staleTime: 0 }
}

export async function changePerson(remote: Queries, id: string, body: PersonChange): Promise<void> {
  await answerTo(remote.account.api.PATCH('/api/v1/admin/people/{id}', { params: { path: { id } }, body }))
  await adminChanged(remote)
}

/** Refetches what an act may have changed. */
export async function adminChanged(remote: Queries): Promise<void> {
  await Promise.all(
    ['admin people', 'admin waitlist', 'admin invitations', 'admin acts'].map((what) => remote.invalidate(what)),
  )
}

/** Whether the server refused because no admin would be left. */
export function isLastAdmin(error: unknown): boolean {
  return error instanceof ApiProblem && error.type === 'last_admin'
}
