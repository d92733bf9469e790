// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../i18n/index.ts'
import { Icon } from './Icon.tsx'
import { buttonOf } from './use-actions.ts'

interface PageTurnerProps {
  /** 1-based. */
  number: number
  count: number
  /** May be told a number that is none of a page. */
  onTurn: (to: number) => void
}

/** Back, where one is, and on. */
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
