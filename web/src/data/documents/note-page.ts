// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PagePlace } from '@rmirror/shared/api'

/** A note, its only page and its notebook have one id. A tablet gives its pages ids of their own. */
export function isNotePage({ notebook_uuid, page_uuid }: PagePlace): boolean {
  return page_uuid === notebook_uuid
}
