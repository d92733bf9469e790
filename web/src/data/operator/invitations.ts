// SPDX-License-Identifier: AGPL-3.0-or-later
// Who waits for an invitation, and the invitations there are, for admins of this server.
import { ApiProblem, answerTo, type components } from '@rmirror/shared/api'
import type { Queries } from '../server/remote-query.ts'
import { adminChanged } from './people.ts'

export type WaitingPerson = components['schemas']['WaitingPerson']
export type AdminInvitation = components['schemas']['AdminInvitation']

/** A link that is shown once: the server can't tell it again. */
export interface InvitationLink {
  /** null: for anyone. */
  email: string | null
  link: string
}

/** The first ones first. */
export function waitlistOf(remote: Queries) {
  return remote.pagedQuery<WaitingPerson>(['admin waitlist'], (cursor, signal) => {
    const params = { query: { limit: 200, ...(cursor && { cursor }) } }
    return answerTo(remote.account.api.GET('/api/v1/admin/waitlist', { params, signal, cache: 'no-store' }))
  })
}

/** Newest first. */
export function invitationsOf(remote: Queries) {
  return remote.pagedQuery<AdminInvitation>(['admin invitations'], (cursor, signal) => {
    const params = { query: { ...(cursor && { cursor }) } }
    return answerTo(remote.account.api.GET('/api/v1/admin/invitations', { params, signal, cache: 'no-store' }))
  })
}

/** Leaves out people who left the list or were invited meanwhile. */
export async function inviteWaiting(remote: Queries, ids: string[]): Promise<InvitationLink[]> {
  const { items } = await answerTo(remote.account.api.POST('/api/v1/admin/waitlist/invitations', { body: { ids } }))
  await adminChanged(remote)
  return items
}

/** Someone who has left the list already (404) is no error. */
export async function removeWaiting(remote: Queries, id: string): Promise<void> {
  await unlessGone(answerTo(remote.account.api.DELETE('/api/v1/admin/waitlist/{id}', { params: { path: { id } } })))
  await adminChanged(remote)
}

export async function createInvitation(remote: Queries): Promise<InvitationLink> {
  const { link } = await answerTo(remote.account.api.POST('/api/v1/admin/invitations'))
  await adminChanged(remote)
  return { email: null, link }
}

export async function revokeInvitation(remote: Queries, id: string): Promise<void> {
  await unlessGone(answerTo(remote.account.api.DELETE('/api/v1/admin/invitations/{id}', { params: { path: { id } } })))
  await adminChanged(remote)
}

async function unlessGone(asked: Promise<unknown>): Promise<void> {
  try {
    await asked
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
}
