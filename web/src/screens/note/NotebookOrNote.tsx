// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMemo } from 'preact/hooks'
import { newNoteFolder } from '../../data/documents/new-note-address.ts'
import { DocumentsContext } from '../../data/drafts/documents.ts'
import { localDocumentsOf } from '../../data/drafts/local-documents.ts'
import { useStore } from '../../data/store.ts'
import { useNotebook } from '../../data/use-pages.ts'
import { NotebookScreen } from '../notebook/NotebookScreen.tsx'
import { NoteScreen } from './NoteScreen.tsx'

/** A notebook of the tablet, or a note, which may be new. */
export function NotebookOrNote({ uuid }: { uuid: string }) {
  const store = useStore()
  const { account, library, remote } = store
  const { documents, workspace } = localDocumentsOf(store)
  const notebook = useNotebook(uuid)
  const newIn = useMemo(() => newNoteFolder(location.hash), [])
  if (!library.opened.value || !workspace.isOpen.value) return null
  const isGuest = remote.user.value === null && account.state.value.kind === 'guest'
  const isNew = newIn !== undefined && (remote.user.value !== null || isGuest) && !notebook
  if (!isNew && !notebook?.isNote) return <NotebookScreen uuid={uuid} />
  const isLocal = notebook ? notebook.isLocal : isGuest
  // One element for a note from its first letter on, so that the editor stays when the library lists the note.
  return (
    <DocumentsContext.Provider key={String(isLocal)} value={isLocal ? documents : null}>
      <NoteScreen uuid={uuid} newIn={newIn} />
    </DocumentsContext.Provider>
  )
}
