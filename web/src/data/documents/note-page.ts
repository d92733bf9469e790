// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PagePlace } from '@rmirror/shared/api'

/**
 * A note, its only page and its notebook have one id. A tablet gives its pages ids of their own. Another person's
 * notebook is addressed by the server's id, but the note's page has the note's.
 */
export function isNotePage({ id, notebook_uuid, page_uuid }: PagePlace & { id: string }): boolean {
  return page_uuid === notebook_uuid || page_uuid === id
}
