// SPDX-License-Identifier: AGPL-3.0-or-later
import { rootUuid } from '@rmirror/shared/library'
import { t } from '../../i18n/index.ts'
import { type UnsentNote, unsentNotes } from '../outbox/unsent-notes.ts'
import { guestNotes } from '../workspace/guest-notes.ts'
import type { Notebook } from './notebook.ts'
import type { ServerNotebook } from './server-shelf.ts'

/** The server's notebooks, and the notes that it doesn't have: those of the outbox, and a guest's. */
export function withUnsent(
  there: ReadonlyMap<string, ServerNotebook>,
  unsent: ReadonlyMap<string, UnsentNote>,
  ofGuest: ReadonlyMap<string, UnsentNote>,
): ReadonlyMap<string, ServerNotebook> {
  if (unsent.size === 0 && ofGuest.size === 0) return there
  const all = new Map(there)
  // What the server has is newer: only its answer to the note was lost.
  for (const note of unsent.values()) if (!there.has(note.id)) all.set(note.id, asNotebook(note, 'pending'))
  for (const note of ofGuest.values())
    if (!all.has(note.id)) all.set(note.id, { ...asNotebook(note, 'not_synced'), isLocal: true })
  return all
}

/** The note of which nothing is on the server, if that is what the notebook is. */
export function unsentNoteOf({ uuid, isLocal }: Pick<Notebook, 'uuid' | 'isLocal'>): UnsentNote | undefined {
  return (isLocal ? guestNotes : unsentNotes).peek().get(uuid)
}

function asNotebook({ id, title, folder, changedAt }: UnsentNote, state: 'pending' | 'not_synced'): ServerNotebook {
  return {
    facts: {
      ...{ uuid: id, name: title || t('notes.untitled'), parent: folder ?? rootUuid, tags: [] },
      ...{ lastModified: changedAt, pinned: false, orientation: 'portrait', isNote: true },
    },
    pageTags: [],
    pageCount: 1,
    progress: { total: 1, synced: 0, not_synced: 0, pending: 0, pending_quota: 0, failed: 0, [state]: 1 },
    isUnsent: true,
  }
}
