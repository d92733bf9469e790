// SPDX-License-Identifier: AGPL-3.0-or-later
// Saves an answer as a person's own text: as a note, or below the text of a page. Both go through the drafts of the
// editor, so that they are versions, and are sent later without a connection.
import type { PageDetail } from '@rmirror/shared/api'
import { uuidV7 } from '../documents/uuid-v7.ts'
import { blankNotePage } from '../drafts/blank-note.ts'
import type { DocumentDraft } from '../drafts/document-draft.ts'
import { type Documents, documentsOf } from '../drafts/documents.ts'
import { type LocalStore, localDocumentsOf } from '../drafts/local-documents.ts'
import { NewNote } from '../drafts/new-note.ts'
import { problemOf } from '../outbox/outbox-item.ts'

/** Resolves with the note's uuid. A guest's is kept in this browser. Rejects if it can't be kept. */
export async function saveAsNote(store: LocalStore, content: string, folder: string | null): Promise<string> {
  const id = uuidV7()
  const isGuest = store.remote.user.peek() === null
  const documents = isGuest ? localDocumentsOf(store).documents : documentsOf(store)
  const note = new NewNote({ id, folder }, store.remote, documents)
  const draft = await note.edit()
  draft.change(content)
  const isSaved = await draft.save()
  const state = draft.state.peek()
  note.close(blankNotePage(id), draft)
  expectKept(isSaved, state)
  return id
}

/** Rejects if the text can't be saved. */
export async function addToPage(documents: Documents, page: PageDetail, answer: string): Promise<void> {
  const draft = await documents.edit(page)
  draft.change(below(draft.text.peek().content, answer))
  const isSaved = await draft.save()
  const state = draft.state.peek()
  documents.close(page, draft)
  expectKept(isSaved, state)
}

export function below(text: string, answer: string): string {
  return text.trim() === '' ? answer : `${text.trimEnd()}\n\n${answer}`
}

/** What couldn't be sent for a cause that may pass is in the outbox. */
function expectKept(isSaved: boolean, state: DocumentDraft['state']['value']): void {
  if (isSaved || (state.kind === 'refused' && !problemOf(state.why))) return
  throw state.kind === 'refused' ? state.why : new Error('The text was changed elsewhere at the same time')
}
