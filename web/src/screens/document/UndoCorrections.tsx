// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PageDetail } from '@rmirror/shared/api'
import { useMutation } from '@tanstack/preact-query'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { useDocuments } from '../../data/drafts/documents.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

interface UndoCorrectionsProps {
  page: PageDetail
  /** Called with the text that was undone. */
  onDone: (before: string) => void
  onClose: () => void
}

/** Confirmation that says what stays. */
export function UndoCorrections({ page, onDone, onClose }: UndoCorrectionsProps) {
  const documents = useDocuments()
  const undo = useMutation({
    mutationFn: () => documents.undoCorrection(page),
    onSuccess: ({ content }) => onDone(content),
  })
  return (
    <ConfirmDialog
      title={t('corrections.undoTitle')}
      verb={t('corrections.undoVerb')}
      isBusy={undo.isPending}
      problem={undo.error && serverText(undo.error)}
      onConfirm={() => undo.mutate()}
      onClose={onClose}
    >
      <p>{t('corrections.undoMeans')}</p>
    </ConfirmDialog>
  )
}

interface UndoneProps {
  page: PageDetail
  before: string
  onRestored: () => void
}

/** Says that corrections were undone, with a way back. */
export function Undone({ page, before, onRestored }: UndoneProps) {
  const documents = useDocuments()
  const restore = useMutation({
    mutationFn: () => documents.restore(page, before),
    onSuccess: onRestored,
  })
  return (
    <div class="note document-note">
      <p role="status">{t('corrections.undone')}</p>
      <button
        type="button"
        class="button button-small"
        aria-disabled={restore.isPending}
        onClick={() => !restore.isPending && restore.mutate()}
      >
        {t('corrections.restore')}
      </button>
      <FormProblem text={restore.error && serverText(restore.error)} />
    </div>
  )
}
