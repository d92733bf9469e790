// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a page in an editor. It saves by itself, and closing waits until it's saved, or until the server isn't
// reached.
import { useSignal } from '@preact/signals'
import { documentOf, type PageDetail } from '@rmirror/shared/api'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { Hint } from '../../components/notes/ReadingHints.tsx'
import type { HighlightTarget } from '../../components/notes/TranscribedText.tsx'
import { nextUnsure, type UnsureLine, unsureLinesOf, withAccepted } from '../../components/notes/unsure-lines.ts'
import type { DocumentConflict } from '../../data/documents/document-calls.ts'
import { isNotePage } from '../../data/documents/note-page.ts'
import type { DocumentDraft } from '../../data/drafts/document-draft.ts'
import { useDocuments } from '../../data/drafts/documents.ts'
import { checkForUpdate } from '../../data/outdated.ts'
import type { EditorHandle } from '../../editor/MarkdownEditor.tsx'
import { t } from '../../i18n/index.ts'
import { AttachButton, UploadList, useFileAttacher } from '../attachments/AttachFiles.tsx'
import { AttachmentList, useCanAttach } from '../attachments/AttachmentList.tsx'
import { AskAboutText } from './AskAboutText.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { Conflicts } from './Conflicts.tsx'
import { NextUnsure } from './NextUnsure.tsx'
import { isWaiting, reasonText, SaveStatus } from './SaveStatus.tsx'

type Editor = typeof import('../../editor/MarkdownEditor.tsx')['MarkdownEditor']

/** `close` is called when the editor is gone. */
export interface Texts {
  edit: (page: PageDetail) => Promise<DocumentDraft>
  close: (page: PageDetail, draft: DocumentDraft) => void
  /** Has the server create the document, for files to be attached to it; absent if it has it. */
  create?: (draft: DocumentDraft) => Promise<void>
  /** A file was attached to it. */
  attached?: () => void
}

interface EditedTextProps {
  page: PageDetail
  /** Where its text is kept, if it isn't that of a page on the server. */
  texts?: Texts
  /** The 0-based line to begin at. */
  line: number
  /** Begins by checking the first uncertain line from there on. */
  isChecking?: boolean
  /** The page's lines on the ink, which is lit while a line is checked. */
  onSheet?: HighlightTarget | undefined
  onClose: () => void
}

export function EditedText({ page, texts, ...more }: EditedTextProps) {
  const ofServer = useDocuments()
  const documents = texts ?? ofServer
  const opened = useSignal<{ draft: DocumentDraft; Editor: Editor } | null>(null)
  const problem = useSignal<string | null>(null)
  const tries = useSignal(0)
  const shown = documentOf(page)
  useEffect(() => {
    let isCurrent = true
    Promise.all([documents.edit(page), loadEditor()])
      .then(([draft, Editor]) => {
        if (isCurrent) opened.value = { draft, Editor }
      })
      .catch((error) => {
        if (isCurrent) problem.value = error instanceof EditorNotLoaded ? t('document.notLoaded') : reasonText(error)
      })
    return () => {
      isCurrent = false
    }
  }, [tries.value])
  useEffect(() => {
    const { draft } = opened.value ?? {}
    return draft && (() => documents.close(page, draft))
  }, [opened.value])
  useEffect(() => {
    void opened.value?.draft.update(shown)
  }, [shown, opened.value])
  const retry = () => {
    problem.value = null
    tries.value++
  }
  if (!opened.value) return <LoadingOrError problem={problem.value} onRetry={retry} />
  return <OpenedText {...opened.value} page={page} isNew={texts !== undefined} {...(texts && { texts })} {...more} />
}

interface OpenedTextProps extends EditedTextProps {
  draft: DocumentDraft
  Editor: Editor
  /** Its text isn't that of a page on the server. */
  isNew: boolean
}

function OpenedText({ draft, Editor, page, isNew, texts, line, isChecking = false, ...more }: OpenedTextProps) {
  const { onSheet, onClose } = more
  const handle = useRef<EditorHandle | null>(null)
  const canAttach = useCanAttach()
  const isOnServer = useSignal(!isNew)
  const attacher = useFileAttacher({
    id: page.id,
    editor: handle,
    ensureDocument: async () => {
      await texts?.create?.(draft)
      isOnServer.value = true
    },
    onAttached: () => texts?.attached?.(),
  })
  const check = useLineCheck(page, draft, handle, onSheet)
  const isCompared = useSignal(true)
  const compare = async () => {
    isCompared.value = true
    if (draft.state.peek().kind === 'conflict') await draft.save()
  }
  const close = async () => {
    if (attacher.holdWhileSending()) return
    // What can't be sent now is sent later by itself.
    if (isWaiting(draft.state.peek())) void draft.retry()
    else if (!(await draft.save()) && !isWaiting(draft.state.peek())) return void compare()
    onClose()
  }
  const settle = {
    onKeep: (conflict: DocumentConflict) => draft.keepMine(conflict),
    onTake: (conflict: DocumentConflict) => draft.takeTheirs(conflict, page.ocr_text ?? ''),
  }
  return (
    <>
      <Conflicts title={t('conflicts.title')} conflicts={draft.conflicts.value} {...settle} />
      {isCompared.value && draft.clash.value && (
        <ConflictDialog draft={draft} clash={draft.clash.value} onClose={() => (isCompared.value = false)} />
      )}
      {check.unsure.length > 0 && (
        <Hint text={t('document.checking', { count: check.unsure.length })}>
          <NextUnsure onClick={check.next} />
        </Hint>
      )}
      <Editor
        text={draft.text}
        label={t(isNotePage(page) ? 'notes.text' : 'document.label')}
        lang={page.ocr_language}
        line={line}
        onChange={(content) => draft.change(content)}
        onBlur={() => draft.isUnsaved.peek() && void draft.save()}
        onLeave={() => void close()}
        onConfirm={check.accept}
        onNext={check.next}
        onFiles={canAttach ? attacher.add : undefined}
        onOpen={(opened) => {
          handle.current = opened
          if (isChecking) check.begin(line)
        }}
      />
      {canAttach && <UploadList attacher={attacher} />}
      <div class="document-foot">
        <SaveStatus draft={draft} onCompare={() => void compare()} />
        {canAttach && <AttachButton attacher={attacher} />}
        <AskAboutText page={page} draft={draft} editor={handle} isNew={isNew} />
        <button type="button" class="button button-small button-primary" onClick={() => void close()}>
          {t('document.done')}
        </button>
      </div>
      {isOnServer.value && <AttachmentList page={page} text={draft.text.value.content} onInsert={attacher.insert} />}
    </>
  )
}

/** Goes through the uncertain lines of the text one by one, each lit on the ink and selected in the editor. */
function useLineCheck(
  page: PageDetail,
  draft: DocumentDraft,
  handle: RefObject<EditorHandle>,
  onSheet: HighlightTarget | undefined,
) {
  const accepted = useDocuments().acceptedLines(page)
  const remaining = () => unsureLinesOf(draft.text.value.content, withAccepted(page.ocr_lines, accepted.texts.value))
  const show = (found: UnsureLine | undefined) => {
    if (!found) return
    onSheet?.lit.choose(found.line, 'editor')
    handle.current?.selectLine(found.source)
  }
  // The line stays lit until the editor is closed.
  useEffect(() => () => void onSheet?.lit.clear(), [])
  return {
    unsure: remaining(),
    begin: (source: number) => show(nextUnsure(remaining(), source - 1)),
    next: () => show(nextUnsure(remaining(), handle.current?.currentLine() ?? -1)),
    accept: (source: number) => {
      const line = remaining().find((each) => each.source === source)
      if (!line) return false
      accepted.accept(line.text)
      const following = nextUnsure(remaining(), source)
      if (following) show(following)
      else onSheet?.lit.clear()
      return true
    },
  }
}

class EditorNotLoaded extends Error {
  override name = 'EditorNotLoaded'
}

async function loadEditor(): Promise<Editor> {
  try {
    return (await import('../../editor/MarkdownEditor.tsx')).MarkdownEditor
  } catch (cause) {
    void checkForUpdate()
    throw new EditorNotLoaded("The editor's file can't be loaded", { cause })
  }
}
