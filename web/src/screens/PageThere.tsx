// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '../data/page.ts'
import { useSyncedPlace } from './Handwriting.tsx'
import { OpenThere } from './OpenThere.tsx'
import { usePlacesThere } from './places-there.ts'

/** Links to the page at other services, which is also where its highlights are. */
export function PageThere({ page }: { page: Page }) {
  return <OpenThere places={usePlacesThere(useSyncedPlace(page.place))(null)} />
}
