// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'
import { FormProblem } from './FormProblem.tsx'

interface AwaitedProps {
  /** Why loading failed; null while it is in progress. */
  problem: string | null
  onRetry: () => void
}

/** Placeholder for data that is loading, or that failed to load; then with a retry button. */
export function LoadingOrError({ problem, onRetry }: AwaitedProps) {
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
