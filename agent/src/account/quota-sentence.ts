// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Quota } from '@rmirror/shared/api'

export const noReader = "handwriting recognition isn't set up on this server"

/** "28 of 30 pages used or reserved, 3 waiting; resets on 2026-12-20" */
export function quotaSentence({ limit, used, reserved, deferred_pages, reset_at }: Quota): string {
  if (limit === null) return `${used} pages used, unlimited`
  const waiting = deferred_pages > 0 ? `, ${deferred_pages} waiting` : ''
  return `${used + reserved} of ${limit} pages used or reserved${waiting}; resets on ${reset_at.slice(0, 10)}`
}
