// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatDay, t } from '../../i18n/index.ts'
import { fullness, ShareBar } from '../controls/ShareBar.tsx'

export interface QuotaShown {
  /** Pages per month; null: unlimited. */
  limit: number | null
  /** Pages transcribed, or reserved for pending transcriptions. */
  taken: number
  /** Pages that are stored, and transcribed when there is quota again. */
  deferred: number
  /** Milliseconds since 1970. */
  resetAt: number
}

/** How many pages were transcribed this month, and what happens to the others. */
export function QuotaBar({ quota: { limit, taken, deferred, resetAt } }: { quota: QuotaShown }) {
  if (limit === null) return <p class="quota-words">{t('quota.unlimited', { count: taken })}</p>
  const day = formatDay(resetAt)
  return (
    <div class="quota">
      <p class="quota-words">
        <span>{t('quota.used', { used: taken, count: limit })}</span>
        <span class="quiet">{t('quota.resets', { day })}</span>
      </p>
      <ShareBar label={t('quota.label')} taken={taken} limit={limit} />
      {taken < limit && fullness(taken, limit) !== 'plenty' && (
        <p class="quota-deferred">{t('quota.left', { count: limit - taken })}</p>
      )}
      {deferred === 0 && limit > 0 && taken >= limit && <p class="quota-deferred">{t('quota.spent')}</p>}
      {deferred > 0 && <p class="quota-deferred">{t('quota.deferred', { count: deferred, day })}</p>}
    </div>
  )
}
