// SPDX-License-Identifier: AGPL-3.0-or-later
import { rootUuid } from '@rmirror/shared/library'
import { t } from '../../i18n/index.ts'
import type { UnsentNote } from '../outbox/unsent-notes.ts'
import type { ServerNotebook } from './server-shelf.ts'

/** The server's notebooks, and the notes that it doesn't have yet. */
export function withUnsent(
  there: ReadonlyMap<string, ServerNotebook>,
  notes: ReadonlyMap<string, UnsentNote>,
): ReadonlyMap<string, ServerNotebook> {
  if (notes.size === 0) return there
  const all = new Map(there)
  // What the server has is newer: only its answer to the note was lost.
  for (const note of notes.values()) if (!there.has(note.id)) all.set(note.id, asNotebook(note))
  return all
}

function asNotebook({ id, title, folder, changedAt }: UnsentNote): ServerNotebook {
  return {
    facts: {
      ...{ uuid: id, name: title || t('notes.untitled'), parent: folder ?? rootUuid, tags: [] },
      ...{ lastModified: changedAt, pinned: false, orientation: 'portrait', isNote: true },
    },
    pageTags: [],
    pageCount: 1,
    progress: { total: 1, synced: 0, not_synced: 0, pending: 1, pending_quota: 0, failed: 0 },
    isUnsent: true,
  }
}
