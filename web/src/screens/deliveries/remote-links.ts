// SPDX-License-Identifier: AGPL-3.0-or-later
// Links to the to-dos and highlights of one page at the services that have them.
import type { PagePlace } from '@rmirror/shared/api'
import { useQuery } from '@tanstack/preact-query'
import type { DeliveryRecord } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'

export interface RemoteLink {
  target: string
  url: string
}

/** Maximum number of records to load, newest first; current items are among them. */
const max = 2000

/** Links to the item with this id (of this server) or, where it has none of its own, to its page. null: the page. */
export type PlacesOf = (itemId: string | null) => RemoteLink[]

/** `place` null: the page isn't on the server, so there are no links. */
export function useRemoteLinks(place: PagePlace | null): PlacesOf {
  const { remote } = useStore()
  const { data: integrations = [] } = useQuery(remote.integrations())
  const there = integrations.filter(({ state }) => state !== 'removing').map(({ target_name }) => target_name)
  const asked = remote.records(place ?? {}, max)
  const { data } = useQuery({ ...asked, enabled: asked.enabled && place !== null && there.length > 0 })
  const records = data?.items ?? []
  return (itemId) =>
    there.flatMap((target) => {
      const own = records.filter(({ target_name }) => target_name === target)
      const url = urlOf(own, ({ item_key }) => item_key === itemId) ?? urlOf(own, isPage)
      return url === null ? [] : { target, url }
    })
}

const isPage = ({ item_type }: DeliveryRecord) => item_type === 'page_text'

function urlOf(records: DeliveryRecord[], isIt: (record: DeliveryRecord) => boolean): string | null {
  return records.find((record) => record.url !== null && isIt(record))?.url ?? null
}
