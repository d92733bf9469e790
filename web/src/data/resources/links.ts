// SPDX-License-Identifier: AGPL-3.0-or-later
// The links by which people without an account read notebooks and pages of this one.
import { ApiProblem, answerTo, type components } from '@rmirror/shared/api'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

export type ShareLink = components['schemas']['Link']

export interface WantedLink {
  notebook_uuid: string
  page_uuid: string | null
  /** null: until it is revoked. */
  expires_at: string | null
  /** null: without one. */
  password: string | null
  shown_name: string
  allows_download: boolean
}

/** Newest first; of one notebook, or all. The change feed doesn't report them: refetched on mount. */
export function shareLinks(remote: Remote, notebook: string | null): RemoteQuery<ShareLink[]> {
  return {
    queryKey: remote.keyOf('links', notebook ?? ''),
    queryFn: ({ signal }) => fetchLinks(remote, notebook, signal),
    enabled: remote.user.value !== null,
    staleTime: 0,
  }
}

async function fetchLinks({ account }: Remote, notebook: string | null, signal: AbortSignal): Promise<ShareLink[]> {
  const found: ShareLink[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { limit: 500, ...(notebook && { notebook_uuid: notebook }), ...(cursor && { cursor }) }
    const asked = account.api.GET('/api/v1/links', { params: { query }, signal, cache: 'no-store' })
    const { items, next } = await answerTo(asked)
    found.push(...items)
    cursor = next
  }
  return found
}

/** The address of the new link, which the server doesn't show again. */
export async function addLink(remote: Remote, wanted: WantedLink): Promise<string> {
  const { token } = await answerTo(remote.account.api.POST('/api/v1/links', { body: wanted }))
  void remote.invalidate('links')
  // Not the server's `url`, because a dashboard can be reached at several addresses, and this one works.
  return `${location.origin}/shared#${token}`
}

/** A link that is gone already (404) is no error. */
export async function revokeLink(remote: Remote, id: string): Promise<void> {
  try {
    await answerTo(remote.account.api.DELETE('/api/v1/links/{id}', { params: { path: { id } } }))
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
  await remote.invalidate('links')
}
