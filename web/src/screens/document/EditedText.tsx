// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a page in an editor. It saves by itself, and closing waits until it's saved.
import { useSignal } from '@preact/signals'
import { documentOf, type PageDetail } from '@rmirror/shared/api'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { Hint } from '../../components/notes/ReadingHints.tsx'
import type { HighlightTarget } from '../../components/notes/TranscribedText.tsx'
import { nextUnsure, type UnsureLine, unsureLinesOf, withAccepted } from '../../components/notes/unsure-lines.ts'
import type { DocumentConflict } from '../../data/documents/document-calls.ts'
import type { DocumentDraft } from '../../data/documents/document-draft.ts'
import { useDocuments } from '../../data/documents/documents.ts'
import { checkForUpdate } from '../../data/outdated.ts'
import type { EditorHandle } from '../../editor/MarkdownEditor.tsx'
import { t } from '../../i18n/index.ts'
import { Conflicts } from './Conflicts.tsx'
import { NextUnsure } from './NextUnsure.tsx'
import { reasonText, SaveStatus } from './SaveStatus.tsx'

type Editor = typeof import('../../editor/MarkdownEditor.tsx')['MarkdownEditor']

interface EditedTextProps {
  page: PageDetail
  /** The 0-based line to begin at. */
  line: number
  /** Begins by checking the first uncertain line from there on. */
  isChecking?: boolean
  /** The page's lines on the ink, which is lit while a line is checked. */
  onSheet?: HighlightTarget | undefined
  onClose: () => void
}

export function EditedText({ page, ...more }: EditedTextProps) {
  const documents = useDocuments()
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
    void opened.value?.draft.update(shown)
  }, [shown, opened.value])
  const retry = () => {
    problem.value = null
    tries.value++
  }
  if (!opened.value) return <LoadingOrError problem={problem.value} onRetry={retry} />
  return <OpenedText {...opened.value} page={page} {...more} />
}

interface OpenedTextProps extends EditedTextProps {
  draft: DocumentDraft
  Editor: Editor
}

function OpenedText({ draft, Editor, page, line, isChecking = false, onSheet, onClose }: OpenedTextProps) {
  const handle = useRef<EditorHandle | null>(null)
  const check = useLineCheck(page, draft, handle, onSheet)
  const close = async () => {
    if (await draft.save()) onClose()
  }
  const settle = {
    onKeep: (conflict: DocumentConflict) => draft.keepMine(conflict),
    onTake: (conflict: DocumentConflict) => draft.takeTheirs(conflict, page.ocr_text ?? ''),
  }
  return (
    <>
      <Conflicts title={t('conflicts.title')} conflicts={draft.conflicts.value} {...settle} />
      <Conflicts title={t('conflicts.elsewhere')} conflicts={draft.conflictsElsewhere.value} {...settle} />
      {check.unsure.length > 0 && (
        <Hint text={t('document.checking', { count: check.unsure.length })}>
          <NextUnsure onClick={check.next} />
        </Hint>
      )}
      <Editor
        text={draft.text}
        label={t('document.label')}
        lang={page.ocr_language}
        line={line}
        onChange={(content) => draft.change(content)}
        onBlur={() => draft.isUnsaved.peek() && void draft.save()}
        onLeave={() => void close()}
        onConfirm={check.accept}
        onNext={check.next}
        onOpen={(opened) => {
          handle.current = opened
          if (isChecking) check.begin(line)
        }}
      />
      <div class="document-foot">
        <SaveStatus draft={draft} />
        <button type="button" class="button button-small button-primary" onClick={() => void close()}>
          {t('document.done')}
        </button>
      </div>
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
