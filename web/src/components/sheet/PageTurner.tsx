// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'
import { Icon } from '../controls/Icon.tsx'
import { buttonOf } from '../controls/use-actions.ts'

interface PageTurnerProps {
  /** 1-based. */
  number: number
  count: number
  /** `to` may be out of range. */
  onTurn: (to: number) => void
}

/** Buttons for the previous and the next page, with the current position between them. */
export function PageTurner({ number, count, onTurn }: PageTurnerProps) {
  return (
    <nav class="viewer-turn" aria-label={t('viewer.turn')}>
      <button
        type="button"
        class="button button-icon"
        {...buttonOf('previousPage')}
        aria-disabled={number === 1}
        onClick={() => onTurn(number - 1)}
      >
        <Icon name="arrowLeft" />
      </button>
      <span class="viewer-count" aria-live="polite">
        {t('viewer.position', { number, count })}
      </span>
      <button
        type="button"
        class="button button-icon"
        {...buttonOf('nextPage')}
        aria-disabled={number === count}
        onClick={() => onTurn(number + 1)}
      >
        <Icon name="arrowRight" />
      </button>
    </nav>
  )
}
