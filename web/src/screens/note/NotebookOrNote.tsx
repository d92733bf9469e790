// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMemo } from 'preact/hooks'
import { newNoteFolder } from '../../data/documents/new-note-address.ts'
import { useStore } from '../../data/store.ts'
import { useNotebook } from '../../data/use-pages.ts'
import { NotebookScreen } from '../notebook/NotebookScreen.tsx'
import { NoteScreen } from './NoteScreen.tsx'

/** A notebook of the tablet, or a note, which may be new. */
export function NotebookOrNote({ uuid }: { uuid: string }) {
  const { library, remote } = useStore()
  const notebook = useNotebook(uuid)
  const newIn = useMemo(() => newNoteFolder(location.hash), [])
  if (!library.opened.value) return null
  const isNew = newIn !== undefined && remote.user.value !== null && !notebook
  // One element for a note from its first letter on, so that the editor stays when the library lists the note.
  return isNew || notebook?.isNote ? <NoteScreen uuid={uuid} newIn={newIn} /> : <NotebookScreen uuid={uuid} />
}
