// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages that are near in meaning to one, as the server finds them.
import { answerTo, type components, type PagePlace } from '@rmirror/shared/api'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'
import { withAddress } from './findings.ts'

export type RelatedPage = components['schemas']['RelatedPages']['items'][number]

const freshMs = 60_000

/** The change feed doesn't report it: refetched when the page is shown again. null: no page. */
export function relatedPages(remote: Remote, place: PagePlace | null): RemoteQuery<RelatedPage[]> {
  const { notebook_uuid = null, page_uuid = null } = place ?? {}
  const query = remote.query(['related', notebook_uuid, page_uuid], async ({ signal }) => {
    const path = { notebook_uuid: notebook_uuid ?? '', page_uuid: page_uuid ?? '' }
    const question = { params: { path }, signal, cache: 'no-store' } as const
    const asked = remote.account.api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/related', question)
    const { items } = await answerTo(asked)
    return items.map((item) => withAddress(item, remote.user.peek()))
  })
  return { ...query, staleTime: freshMs }
}
