// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { t } from '../../i18n/index.ts'
import { Dialog } from './Dialog.tsx'
import { FormProblem } from './FormProblem.tsx'

interface ConfirmDialogProps {
  title: string
  /** Text of the confirm button. */
  verb: string
  /** The action is destructive. */
  isDanger?: boolean
  isBusy?: boolean
  /** Error message of the last attempt. */
  problem?: string | null
  onConfirm: () => void
  onClose: () => void
  /** The consequences of the action. */
  children: ComponentChildren
}

/** Asks for confirmation. Stays open while the action runs and when it fails: the caller closes it. */
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
