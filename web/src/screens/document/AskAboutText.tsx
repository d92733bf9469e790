// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PageDetail } from '@rmirror/shared/api'
import type { RefObject } from 'preact'
import { useContext } from 'preact/hooks'
import { displayName } from '../../components/controls/display-name.ts'
import { type AskedText, type AskSubject, noteFolderOf } from '../../data/ask/asked-texts.ts'
import { below } from '../../data/ask/save-answer.ts'
import { isNotePage } from '../../data/documents/note-page.ts'
import type { DocumentDraft } from '../../data/drafts/document-draft.ts'
import { DocumentsContext } from '../../data/drafts/documents.ts'
import { useStore } from '../../data/store.ts'
import type { EditorHandle } from '../../editor/MarkdownEditor.tsx'
import { t } from '../../i18n/index.ts'
import { AskButton } from '../ask/AskButton.tsx'
import { isWaiting, reasonText } from './SaveStatus.tsx'

interface AskAboutTextProps {
  page: PageDetail
  draft: DocumentDraft
  editor: RefObject<EditorHandle>
  /** The server doesn't have the document. */
  isNew: boolean
}

/** Asks an AI about what is selected in the editor, or about the whole text. */
export function AskAboutText({ page, draft, editor, isNew }: AskAboutTextProps) {
  const { index } = useStore()
  const isLocal = useContext(DocumentsContext) !== null
  const subjectOf = (): AskSubject => {
    const notebook = index.value.notebooks.get(page.notebook_uuid)
    const selected = editor.current?.selectedText() ?? ''
    const isNote = isNotePage(page)
    const name = nameOf(displayName(notebook?.name ?? ''), isNote ? null : page.page_number)
    const folder = notebook ? noteFolderOf(notebook) : null
    // What isn't saved isn't what the server would read.
    const id = isLocal || isNew || draft.isUnsaved.peek() ? null : page.id
    const whole = draft.text.peek().content
    const text: AskedText = { id: selected ? null : id, title: name, number: null, text: selected || whole }
    const read = async () => (text.text.trim() === '' ? [] : [text])
    const common = { pages: null, read, folder, onAdd }
    if (!selected) return { ...common, kind: isNote ? 'note' : 'page', name }
    let isReplaced = false
    const onReplace = (answer: string) => {
      isReplaced = editor.current?.replaceSelection(selected, answer) ?? false
      return isReplaced
    }
    // What was replaced can be undone by keyboard at once.
    const onClosed = () => isReplaced && editor.current?.focus()
    return { ...common, kind: 'selection', name: t('ask.selection'), onReplace, onClosed }
  }
  const onAdd = async (answer: string) => {
    draft.change(below(draft.text.peek().content, answer))
    const isKept = (await draft.save()) || isWaiting(draft.state.peek())
    return isKept ? null : reasonText(draft.problem)
  }
  return <AskButton subjectOf={subjectOf} as="small" />
}

const nameOf = (name: string, number: number | null) =>
  number === null ? name : `${name}, ${t('page.number', { number })}`
