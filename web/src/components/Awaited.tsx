// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../i18n/index.ts'
import { FormProblem } from './FormProblem.tsx'

interface AwaitedProps {
  /** Why it isn't here; null while it is being loaded. */
  problem: string | null
  onRetry: () => void
}

/** In place of what isn't here yet, or couldn't be loaded. */
export function Awaited({ problem, onRetry }: AwaitedProps) {
  if (problem === null) return <p class="quiet">{t('awaited.loading')}</p>
  return (
    <div class="awaited">
      <FormProblem text={problem} />
      <button type="button" class="button button-small" onClick={onRetry}>
        {t('awaited.again')}
      </button>
    </div>
  )
}
