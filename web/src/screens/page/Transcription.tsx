// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a page beside its ink: what was transcribed, or what a person made of it.
import { useSignal } from '@preact/signals'
import { documentOf, isCorrected, type PageDetail } from '@rmirror/shared/api'
import { readAsPlain } from '@rmirror/shared/library'
import { useMutation } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { CopyText } from '../../components/controls/CopyText.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { MenuAction } from '../../components/controls/Menu.tsx'
import { keyOf, useActions } from '../../components/controls/use-actions.ts'
import type { LineConfidence } from '../../components/notes/confidence.ts'
import { NotesSection } from '../../components/notes/NotesSection.tsx'
import { Hint, toCheckText } from '../../components/notes/ReadingHints.tsx'
import { type HighlightTarget, TranscribedText } from '../../components/notes/TranscribedText.tsx'
import { unsureLinesOf, withAccepted } from '../../components/notes/unsure-lines.ts'
import { openConflicts } from '../../data/documents/conflicts.ts'
import type { DocumentDraft } from '../../data/drafts/document-draft.ts'
import { useDocuments } from '../../data/drafts/documents.ts'
import { type QueuedText, useQueuedText } from '../../data/drafts/use-queued-text.ts'
import { useRights } from '../../data/people/rights.ts'
import { t } from '../../i18n/index.ts'
import { AttachmentList } from '../attachments/AttachmentList.tsx'
import { DocumentText } from '../attachments/DocumentText.tsx'
import { Conflicts } from '../document/Conflicts.tsx'
import { EditedText } from '../document/EditedText.tsx'
import { NextUnsure } from '../document/NextUnsure.tsx'
import { reasonText } from '../document/SaveStatus.tsx'
import { UndoCorrections, Undone } from '../document/UndoCorrections.tsx'
import { Versions } from '../document/Versions.tsx'
import { useFoundLine } from '../search/use-found-line.ts'
import { UnsentNote } from '../unsent/UnsentNote.tsx'
import { PicturesBeingRead } from './ReadPictures.tsx'
import { TranscriptionMenu } from './TranscribeAgain.tsx'
import { TranscriptionProgress } from './TranscriptionProgress.tsx'

interface TranscriptionProps {
  page: PageDetail
  inkHash?: string | undefined
  onSheet?: HighlightTarget | undefined
  /** Below the text. */
  foot?: ComponentChildren
  /** Begins in the editor. */
  isEdited?: boolean
  /** The editor was closed. */
  onClose?: () => void
}

export function Transcription({ page: known, inkHash, onSheet, foot, isEdited = false, onClose }: TranscriptionProps) {
  const documents = useDocuments()
  const { canWrite } = useRights()
  /** Where the text is edited; null: it is shown. */
  const edited = useSignal<{ line: number; isChecking: boolean } | null>(
    isEdited ? { line: 0, isChecking: false } : null,
  )
  const queued = useQueuedText(documents, edited.value ? null : known.id)
  // What isn't sent yet is the page's text nevertheless.
  const page = queued ? { ...known, document: queued.content } : known
  const lines = withAccepted(page.ocr_lines, documents.acceptedLines(page).texts.value)
  const isReadShown = useSignal(false)
  const isUndoAsked = useSignal(false)
  const areVersionsShown = useSignal(false)
  const undone = useSignal<string | null>(null)
  const isEditing = edited.value !== null
  const isOlder = inkHash !== undefined && page.ink_hash !== null && page.ink_hash !== inkHash
  const editButton = useFocusAfter(isEditing)
  const edit = (line = 0, isChecking = false) => {
    isReadShown.value = false
    undone.value = null
    edited.value = { line, isChecking }
  }
  const close = () => {
    edited.value = null
    onClose?.()
  }
  const checkNext = () => {
    const first = unsureLinesOf(documentOf(page), lines)[0]
    if (first) edit(first.source, true)
    return first !== undefined
  }
  useActions('text', isEditing || !canWrite ? null : { edit, checkNext })
  useFoundLine(page, onSheet)
  const tools = !isEditing && (
    <div class="notes-tools">
      <CopyText text={() => readAsPlain(documentOf(page))} />
      {canWrite && (
        <button ref={editButton} type="button" class="button button-small" {...keyOf('edit')} onClick={() => edit()}>
          <Icon name="pen" />
          <span>{t('document.edit')}</span>
        </button>
      )}
      <TranscriptionMenu page={page}>
        <MenuAction icon="list" onClick={() => (areVersionsShown.value = true)}>
          {t('versions.action')}
        </MenuAction>
        {isCorrected(page) && (
          <>
            <MenuAction icon="file" onClick={() => (isReadShown.value = !isReadShown.value)}>
              {t(isReadShown.value ? 'corrections.showMine' : 'corrections.showRead')}
            </MenuAction>
            {canWrite && (
              <MenuAction icon="undo" onClick={() => (isUndoAsked.value = true)}>
                {t('corrections.undo')}
              </MenuAction>
            )}
          </>
        )}
      </TranscriptionMenu>
    </div>
  )
  return (
    <NotesSection title={t('reading.title')} action={tools}>
      {/* Announced to screen readers instead of the text itself, which can be long. */}
      <p class="visually-hidden" role="status">
        {t('reading.here')}
      </p>
      {isOlder && <Hint text={t('reading.older')} />}
      <PicturesBeingRead page={page} />
      {page.ocr_status !== 'completed' && <TranscriptionProgress status={page.ocr_status} page={page} />}
      {undone.value !== null && <Undone page={page} before={undone.value} onRestored={() => (undone.value = null)} />}
      {edited.value !== null ? (
        <EditedText page={page} {...edited.value} onSheet={onSheet} onClose={close} />
      ) : isReadShown.value && isCorrected(page) ? (
        <WhatWasRead page={page} onClose={() => (isReadShown.value = false)} />
      ) : (
        <ShownText
          page={page}
          queued={queued}
          lines={lines}
          onSheet={onSheet}
          onEdit={edit}
          onCheck={checkNext}
          onSettled={() => editButton.current?.focus()}
        />
      )}
      {foot}
      {areVersionsShown.value && <Versions page={page} onClose={() => (areVersionsShown.value = false)} />}
      {isUndoAsked.value && (
        <UndoCorrections
          page={page}
          onDone={(before) => {
            undone.value = before
            isUndoAsked.value = false
            isReadShown.value = false
          }}
          onClose={() => (isUndoAsked.value = false)}
        />
      )}
    </NotesSection>
  )
}

/** The ref of a button that gets the focus back when what it opened is closed. */
function useFocusAfter(isOpen: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  return button
}

interface ShownTextProps extends Pick<TranscriptionProps, 'page' | 'onSheet'> {
  lines: readonly LineConfidence[]
  queued: QueuedText | null
  onEdit: (line: number) => void
  /** Begins to check the uncertain lines. */
  onCheck: () => void
  /** The last conflict was settled. */
  onSettled: () => void
}

function ShownText({ page, lines, queued, onSheet, onEdit, onCheck, onSettled }: ShownTextProps) {
  const { canWrite } = useRights()
  const text = documentOf(page)
  const toCheck = canWrite && toCheckText(lines)
  return (
    <>
      {queued && <UnsentNote facts={queued.facts} onCompare={() => onEdit(0)} />}
      {canWrite && <OpenConflicts page={page} onSettled={onSettled} />}
      {toCheck && (
        <Hint text={toCheck}>
          <NextUnsure onClick={onCheck} />
        </Hint>
      )}
      {text === '' ? (
        <p class="quiet">{t('document.empty')}</p>
      ) : (
        <DocumentText
          markdown={text}
          lang={page.ocr_language}
          lines={lines}
          onSheet={onSheet}
          onOpen={canWrite ? onEdit : undefined}
        />
      )}
      {(page.drawings_left_out ?? 0) > 0 && (
        <p class="quiet">{t('reading.drawingsLeftOut', { count: page.drawings_left_out ?? 0 })}</p>
      )}
      <AttachmentList page={page} text={text} />
    </>
  )
}

function OpenConflicts({ page, onSettled }: { page: PageDetail; onSettled: () => void }) {
  const documents = useDocuments()
  const conflicts = openConflicts(page.document_conflicts ?? [], documentOf(page))
  const choose = useMutation({
    mutationFn: async (change: (draft: DocumentDraft) => void) => {
      const draft = await documents.edit(page)
      change(draft)
      const isSaved = await draft.save()
      documents.close(page, draft)
      if (!isSaved) throw draft.problem
    },
    onSuccess: () => conflicts.length <= 1 && onSettled(),
  })
  return (
    <>
      <Conflicts
        title={t('conflicts.title')}
        conflicts={conflicts}
        isBusy={choose.isPending}
        onKeep={(conflict) => choose.mutate((draft) => draft.keepMine(conflict))}
        onTake={(conflict) => choose.mutate((draft) => draft.takeTheirs(conflict, page.ocr_text ?? ''))}
      />
      <FormProblem text={choose.error && reasonText(choose.error)} />
    </>
  )
}

/** The transcription without corrections. */
function WhatWasRead({ page, onClose }: { page: PageDetail; onClose: () => void }) {
  return (
    <>
      <div class="note document-note">
        <p role="status">{t('corrections.read')}</p>
        <button type="button" class="button button-small" onClick={onClose}>
          {t('corrections.showMine')}
        </button>
      </div>
      <TranscribedText markdown={page.ocr_text ?? ''} lang={page.ocr_language} lines={[]} />
    </>
  )
}
