// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { formatAge, formatDate, t } from '../../i18n/index.ts'
import { ConfirmDialog } from '../controls/ConfirmDialog.tsx'
import { displayName } from '../controls/display-name.ts'
import { FormProblem } from '../controls/FormProblem.tsx'
import { Icon } from '../controls/Icon.tsx'
import { dropText, type HeldNotebook, heldText } from './warning-texts.ts'

interface WarningCardProps {
  warning: HeldNotebook
  /** The notebook's name, perhaps as a link. */
  title: ComponentChildren
  isBusy: boolean
  /** Why the last answer couldn't be saved. */
  problem: string | null
  onAnswer: (answer: 'keep' | 'remove') => void
}

/** Removal warning: what services keep of a notebook until the user decides whether to remove it there. */
export function WarningCard({ warning, title, isBusy, problem, onAnswer }: WarningCardProps) {
  const [isAsking, setAsking] = useState(false)
  const { visible_name, created_at } = warning
  const name = displayName(visible_name)
  const held = heldText(warning)
  const at = Date.parse(created_at)
  return (
    <div class="card removal-warning">
      <p class="removal-drop">
        <Icon name="warning" />
        <span>
          {title}: {dropText(warning)}
        </span>
      </p>
      <p>
        {t(warning.cause === 'layout' ? 'warnings.layoutMeans' : 'warnings.dropMeans')}{' '}
        {t('warnings.held', { what: held })}
      </p>
      <p class="removal-time">
        <span title={formatDate(at)}>{formatAge(at)}</span>
      </p>
      <div class="form-actions form-actions-start">
        <button
          type="button"
          class="button button-primary"
          aria-label={t('warnings.keepNamed', { name })}
          aria-disabled={isBusy}
          onClick={() => !isBusy && onAnswer('keep')}
        >
          {t('warnings.keep')}
        </button>
        <button
          type="button"
          class="button button-remove"
          aria-label={t('warnings.removeNamed', { name })}
          onClick={() => setAsking(true)}
        >
          {t('warnings.remove')}
        </button>
      </div>
      <FormProblem text={!isAsking && problem} />
      {isAsking && (
        <ConfirmDialog
          title={t('warnings.removeQuestion', { what: held })}
          verb={t('warnings.remove')}
          isDanger
          isBusy={isBusy}
          problem={problem}
          onConfirm={() => onAnswer('remove')}
          onClose={() => setAsking(false)}
        >
          <p>{t('warnings.removeMeans', { name })}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}
