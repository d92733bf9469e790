// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '../../data/library/page.ts'
import { useRights } from '../../data/people/rights.ts'
import { RemoteLinks } from '../deliveries/RemoteLinks.tsx'
import { useRemoteLinks } from '../deliveries/remote-links.ts'
import { useSyncedPlace } from './Handwriting.tsx'

/** Links to the page at other services, which is also where its highlights are. */
export function PageRemoteLinks({ page }: { page: Page }) {
  const { isOthers } = useRights()
  const synced = useSyncedPlace(page.place)
  return <RemoteLinks places={useRemoteLinks(isOthers ? null : synced)(null)} />
}
