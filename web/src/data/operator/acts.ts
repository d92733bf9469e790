// SPDX-License-Identifier: AGPL-3.0-or-later
// What admins of this server did, and undoing it; and how the server works.
import { answerTo, type components } from '@rmirror/shared/api'
import type { Queries, RemoteQuery } from '../server/remote-query.ts'
import { adminChanged } from './people.ts'

export type AdminAct = components['schemas']['AdminAct']
export type AdminHealth = components['schemas']['AdminHealth']

/** Newest first. */
export function actsOf(remote: Queries) {
  return remote.pagedQuery<AdminAct>(['admin acts'], (cursor, signal) => {
    const params = { query: { ...(cursor && { cursor }) } }
    return answerTo(remote.account.api.GET('/api/v1/admin/acts', { params, signal, cache: 'no-store' }))
  })
}

export async function undoAct(remote: Queries, id: string): Promise<void> {
  await answerTo(remote.account.api.POST('/api/v1/admin/acts/{id}/undo', { params: { path: { id } } }))
  await adminChanged(remote)
}

/** Refetched on mount. */
export function healthOf(remote: Queries): RemoteQuery<AdminHealth> {
  const ask = ({ signal }: { signal: AbortSignal }) =>
    answerTo(remote.account.api.GET('/api/v1/admin/health', { signal, cache: 'no-store' }))
  return { ...remote.query(['admin health'], ask), staleTime: 0 }
}
