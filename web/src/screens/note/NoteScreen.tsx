// SPDX-License-Identifier: AGPL-3.0-or-later
// A note: a page that was written here. Its text is read, edited, exported and deleted on one screen.
import { useSignal } from '@preact/signals'
import { documentOf, type PageDetail } from '@rmirror/shared/api'
import { useQuery } from '@tanstack/preact-query'
import { useContext, useEffect, useMemo } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { useActions } from '../../components/controls/use-actions.ts'
import { Breadcrumbs } from '../../components/library/Breadcrumbs.tsx'
import { noteTitle } from '../../data/documents/note-title.ts'
import { blankNotePage } from '../../data/drafts/blank-note.ts'
import { DocumentsContext, useDocuments } from '../../data/drafts/documents.ts'
import { NewNote } from '../../data/drafts/new-note.ts'
import { type QueuedText, useQueuedText } from '../../data/drafts/use-queued-text.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import { useRights } from '../../data/people/rights.ts'
import { useStore } from '../../data/store.ts'
import { useNotebook } from '../../data/use-pages.ts'
import { guestNotes } from '../../data/workspace/guest-notes.ts'
import { formatAge, formatDate, t } from '../../i18n/index.ts'
import { AttachmentList } from '../attachments/AttachmentList.tsx'
import { DocumentText } from '../attachments/DocumentText.tsx'
import { NotebookDeliveries } from '../deliveries/DeliveryStatus.tsx'
import { EditedText, type Texts } from '../document/EditedText.tsx'
import { PageTodos } from '../page/PageTodos.tsx'
import { ReadOnlyNote } from '../people/ReadOnlyNote.tsx'
import { SharedIn } from '../people/SharedIn.tsx'
import { useWay } from '../people/use-way.ts'
import { folderHref } from '../search/library-tree.ts'
import { serverText } from '../texts/server-texts.ts'
import { UnsentNote } from '../unsent/UnsentNote.tsx'
import { NoteActions } from './NoteActions.tsx'

interface NoteScreenProps {
  uuid: string
  /** The uuid of the folder in which a new note is to be; null: at the top. Undefined: the note is known. */
  newIn?: string | null | undefined
}

/** Where the text is edited; null: it is shown. */
type Edited = { line: number; texts?: Texts } | null

export function NoteScreen({ uuid, newIn }: NoteScreenProps) {
  const { canWrite } = useRights()
  const [, navigate] = useLocation()
  const notebook = useNotebook(uuid)
  const { note, edited, edit, hasText } = useNote(uuid, notebook, newIn)
  const isLocal = useContext(DocumentsContext) !== null
  const isEditing = edited.value !== null
  useActions('text', isEditing || !note.page || !canWrite ? null : { edit: () => edit(), checkNext: () => false })
  const text = note.queued?.content ?? (note.page ? documentOf(note.page) : '')
  const title = noteTitle(text) || notebook?.name || t(newIn === undefined ? 'notes.untitled' : 'notes.new')
  const way = useWay(notebook?.facts ?? { parent: newIn ?? '' })
  const close = () => {
    edited.value = null
    // An empty note that was never saved is nowhere.
    if (!hasText()) navigate(folderHref(newIn ?? ''), { replace: true })
  }
  return (
    <div class="screen note-screen">
      <Breadcrumbs way={way} />
      <div class="note-head">
        <ScreenTitle title={title} hidden />
        <NoteFacts notebook={notebook} />
        {note.page && !isEditing && (
          <NoteActions
            notebook={notebook}
            page={note.page}
            text={text}
            isUnsent={note.queued?.facts.kind === 'note'}
            onEdit={() => edit()}
          />
        )}
      </div>
      <ReadOnlyNote />
      {note.page && edited.value ? (
        <section class="note-sheet" aria-label={t('notes.text')}>
          <EditedText page={note.page} {...edited.value} onClose={close} />
        </section>
      ) : (
        <ShownNote note={note} text={text} onEdit={edit} />
      )}
      {isLocal && <p class="quiet">{t('notes.onlyHere')}</p>}
      {note.page && !isEditing && note.page.todos.length > 0 && <PageTodos page={note.page} />}
      {notebook && !isEditing && !isLocal && <NotebookDeliveries notebook={notebook} />}
    </div>
  )
}

interface KnownNote {
  /** null while it is loading. */
  page: PageDetail | null
  /** What isn't sent yet. */
  queued: QueuedText | null
  error: unknown
  retry: () => void
}

/** The note as the server and the outbox have it, or as it is in this browser, and its editing. */
function useNote(uuid: string, notebook: Notebook | null, newIn: string | null | undefined) {
  const { remote } = useStore()
  const documents = useDocuments()
  const id = notebook?.there?.noteId ?? uuid
  const place = { notebook_uuid: uuid, page_uuid: id }
  const isThere = notebook !== null && !notebook.isUnsent
  const { data, error, refetch } = useQuery(remote.pageAt(isThere ? place : null))
  const newNote = useMemo(() => new NewNote({ id: uuid, folder: newIn ?? null }, remote, documents), [uuid])
  const blank = useMemo(() => blankNotePage(uuid), [uuid])
  const isLocal = useContext(DocumentsContext) !== null
  const local = isLocal ? guestNotes.value.get(uuid)?.content : undefined
  const isOpenedNew = newIn !== undefined && !isThere && !notebook?.isLocal
  const edited = useSignal<Edited>(isOpenedNew ? { line: 0, texts: newNote } : null)
  const queued = useQueuedText(documents, edited.value ? null : id)
  const isUnsent = queued?.facts.kind === 'note' || (!isLocal && (notebook?.isUnsent ?? false))
  const written = useMemo(() => (local === undefined ? null : { ...blank, document: local }), [blank, local])
  const page = written ?? data ?? (isUnsent || edited.value?.texts ? blank : null)
  const edit = (line = 0) => {
    edited.value = isUnsent ? { line, texts: newNote } : { line }
  }
  // The address of a new note would open its editor again after the note is deleted.
  const hasAddress = newIn !== undefined && location.hash !== ''
  useEffect(() => {
    if (notebook && hasAddress) history.replaceState(history.state, '', location.pathname)
  }, [notebook, hasAddress])
  const note: KnownNote = { page, queued, error, retry: () => void refetch() }
  const isKept = () =>
    isThere || guestNotes.peek().has(uuid) || newNote.isCreated || documents.outbox.itemsOf(id).length > 0
  const hasText = () => isKept() && !newNote.isBlank
  return { note, edited, edit, hasText }
}

function NoteFacts({ notebook }: { notebook: Notebook | null }) {
  const modified = notebook?.facts.lastModified ?? 0
  return (
    <p class="facts">
      <span>{t('notes.kind')}</span>
      {modified > 0 && (
        <span title={formatDate(modified)}>{t('notebook.modified', { when: formatAge(modified) })}</span>
      )}
      {notebook && <SharedIn notebook={notebook} />}
    </p>
  )
}

interface ShownNoteProps {
  note: KnownNote
  text: string
  onEdit: (line: number) => void
}

function ShownNote({ note: { page, queued, error, retry }, text, onEdit }: ShownNoteProps) {
  const { canWrite } = useRights()
  if (!page) return <LoadingOrError problem={error ? serverText(error) : null} onRetry={retry} />
  const isUnsent = queued?.facts.kind === 'note'
  return (
    <section class="note-sheet" aria-labelledby="note-text">
      <h2 id="note-text" class="visually-hidden">
        {t('notes.text')}
      </h2>
      {queued && <UnsentNote facts={queued.facts} onCompare={() => onEdit(0)} />}
      {text.trim() === '' ? (
        <p class="quiet">{t('notes.empty')}</p>
      ) : (
        <DocumentText markdown={text} lines={[]} onOpen={canWrite ? onEdit : undefined} />
      )}
      {!isUnsent && <AttachmentList page={page} text={text} />}
    </section>
  )
}
