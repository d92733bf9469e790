// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '../../data/library/page.ts'
import { RemoteLinks } from '../deliveries/RemoteLinks.tsx'
import { useRemoteLinks } from '../deliveries/remote-links.ts'
import { useSyncedPlace } from './Handwriting.tsx'

/** Links to the page at other services, which is also where its highlights are. */
export function PageRemoteLinks({ page }: { page: Page }) {
  return <RemoteLinks places={useRemoteLinks(useSyncedPlace(page.place))(null)} />
}
