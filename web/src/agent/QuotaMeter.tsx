// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LocalState } from '@rmirror/shared/local-page'
import { formatDay, t } from '../i18n/index.ts'

const amberFrom = 0.67
const redFrom = 0.91

export function fullness(taken: number, limit: number): 'plenty' | 'little' | 'least' {
  const share = limit > 0 ? taken / limit : 1
  if (share >= redFrom) return 'least'
  return share >= amberFrom ? 'little' : 'plenty'
}

/** How many pages were read this month: amber when little is left, red when hardly any is. */
export function QuotaMeter({ quota }: { quota: NonNullable<LocalState['quota']> }) {
  const { limit, used, reserved, deferred_pages: deferred, reset_at } = quota
  const taken = used + reserved
  if (!quota.has_reader) return <p class="quiet">{t('local.noReader')}</p>
  if (limit === null) return <p class="quiet">{t('quota.unlimited', { count: taken })}</p>
  const day = formatDay(Date.parse(reset_at))
  return (
    <div class="quota">
      <p class="quota-words">
        <span>{t('quota.used', { used: taken, count: limit })}</span>
        <span class="quiet">{t('quota.resets', { day })}</span>
      </p>
      <progress
        class={`local-quota-${fullness(taken, limit)}`}
        aria-label={t('quota.label')}
        max={Math.max(limit, 1)}
        value={Math.min(taken, limit)}
      />
      {fullness(taken, limit) !== 'plenty' && (
        <p class="quota-deferred">{t('local.quotaLeft', { count: Math.max(0, limit - taken) })}</p>
      )}
      {deferred > 0 && <p class="quota-deferred">{t('quota.deferred', { count: deferred, day })}</p>}
    </div>
  )
}
