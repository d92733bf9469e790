// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PageDetail } from '@rmirror/shared/api'
import { useContext } from 'preact/hooks'
import { type AskSubject, noteFolderOf } from '../../data/ask/asked-texts.ts'
import { addToPage } from '../../data/ask/save-answer.ts'
import { DocumentsContext, useDocuments } from '../../data/drafts/documents.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import { t } from '../../i18n/index.ts'
import { AskButton } from '../ask/AskButton.tsx'
import { reasonText } from '../document/SaveStatus.tsx'

interface AskAboutNoteProps {
  /** null until the library lists it. */
  notebook: Notebook | null
  page: PageDetail
  text: string
  /** The server doesn't have it, or not this text. */
  isUnsent: boolean
}

export function AskAboutNote({ notebook, page, text, isUnsent }: AskAboutNoteProps) {
  const documents = useDocuments()
  const isLocal = useContext(DocumentsContext) !== null
  const name = notebook?.name ?? t('notes.untitled')
  const id = isUnsent || isLocal ? null : page.id
  const subjectOf = (): AskSubject => ({
    kind: 'note',
    name,
    pages: null,
    read: async () => (text.trim() === '' ? [] : [{ id, title: name, number: 1, text }]),
    folder: notebook ? noteFolderOf(notebook) : null,
    ...(!isUnsent && { onAdd }),
  })
  const onAdd = async (answer: string) => {
    try {
      await addToPage(documents, page, answer)
      return null
    } catch (error) {
      return reasonText(error)
    }
  }
  return <AskButton subjectOf={subjectOf} />
}
