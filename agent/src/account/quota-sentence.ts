// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Quota } from '@rmirror/shared/api'

export const noReader = 'this server stores pages, but cannot read them yet'

/** "28 of 30 pages are read or promised, 3 wait; begins anew on 2026-12-20" */
export function quotaSentence({ limit, used, reserved, deferred_pages, reset_at }: Quota): string {
  if (limit === null) return `${used} pages read, no limit`
  const waiting = deferred_pages > 0 ? `, ${deferred_pages} wait` : ''
  return `${used + reserved} of ${limit} pages are read or promised${waiting}; begins anew on ${reset_at.slice(0, 10)}`
}
