// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '../../data/library/page.ts'
import { OpenThere } from '../deliveries/OpenThere.tsx'
import { usePlacesThere } from '../deliveries/places-there.ts'
import { useSyncedPlace } from './Handwriting.tsx'

/** Links to the page at other services, which is also where its highlights are. */
export function PageThere({ page }: { page: Page }) {
  return <OpenThere places={usePlacesThere(useSyncedPlace(page.place))(null)} />
}
