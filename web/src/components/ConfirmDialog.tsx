// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { t } from '../i18n/index.ts'
import { Dialog } from './Dialog.tsx'
import { FormProblem } from './FormProblem.tsx'

interface ConfirmDialogProps {
  title: string
  /** The button that does it. */
  verb: string
  /** Something is lost by it. */
  isDanger?: boolean
  isBusy?: boolean
  /** Why it couldn't be done. */
  problem?: string | null
  onConfirm: () => void
  onClose: () => void
  /** What follows from it. */
  children: ComponentChildren
}

/** A question before something is done; it stays open while that is under way, and where it fails. */
export function ConfirmDialog({
  title,
  verb,
  isDanger = false,
  isBusy = false,
  problem = null,
  onConfirm,
  onClose,
  children,
}: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <FormProblem text={problem} />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {t('dialog.cancel')}
        </button>
        <button
          type="button"
          class={`button ${isDanger ? 'button-danger' : 'button-primary'}`}
          aria-disabled={isBusy}
          onClick={() => !isBusy && onConfirm()}
        >
          {verb}
        </button>
      </div>
    </Dialog>
  )
}
