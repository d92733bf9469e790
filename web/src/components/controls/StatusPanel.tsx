// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { Icon } from './Icon.tsx'

interface StatusPanelProps {
  /** Kind of message, for the accessible name; by default progress. */
  label?: string
  /** One line: what is in progress, or how it ended. */
  title: string
  /** Undefined: no progress bar; `total` 0: not known yet, so the bar is indeterminate. */
  progress?: { done: number; total: number; label: string }
  onCancel?: () => void
  onDismiss?: () => void
  action?: { label: string; onClick: () => void }
  children?: ComponentChildren
}

/** Status panel in the corner. Screen readers announce its title, but not the counts, which change constantly. */
export function StatusPanel({
  label = t('status.label'),
  title,
  progress,
  onCancel,
  onDismiss,
  action,
  children,
}: StatusPanelProps) {
  const id = useId()
  return (
    // The title is part of the name because there can be several panels.
    <section id={id} class="status-panel" aria-label={label} aria-labelledby={`${id} ${id}-title`}>
      <header>
        <p id={`${id}-title`} role="status">
          {title}
        </p>
        {action && (
          <button type="button" class="button button-small" onClick={action.onClick}>
            {action.label}
          </button>
        )}
        {onCancel && (
          <button type="button" class="button button-small" onClick={onCancel}>
            {t('status.cancel')}
          </button>
        )}
        {onDismiss && (
          <button
            type="button"
            class="button button-icon button-small"
            aria-label={t('status.dismiss')}
            onClick={onDismiss}
          >
            <Icon name="close" />
          </button>
        )}
      </header>
      {progress && (
        <div class="status-progress">
          <progress
            aria-label={title}
            max={progress.total || 1}
            {...(progress.total > 0 && { value: progress.done })}
          />
          <span>{progress.label}</span>
        </div>
      )}
      {children}
    </section>
  )
}
