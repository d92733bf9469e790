// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { QuotaBar } from '../../components/account/QuotaBar.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import type { Quota } from '../../data/account/quota.ts'
import { useStore } from '../../data/store.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { serverText, waitingText } from '../texts/server-texts.ts'

/** The current page quota of this month, and why pages wait. */
export function QuotaPanel() {
  const { remote } = useStore()
  const { data: now, error, refetch } = useQuery(remote.quota())
  if (!now) return <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
  const { limit, used, reserved, deferred_pages, reset_at, paused_because: reason } = now
  return (
    <>
      <QuotaBar quota={{ limit, taken: used + reserved, deferred: deferred_pages, resetAt: Date.parse(reset_at) }} />
      {!now.has_reader && <p class="note">{t('quota.noReader')}</p>}
      {/* Only while pages wait: without any, users couldn't notice that transcription works again. */}
      {reason && reserved > 0 && <p class="note">{waitingText(reason) ?? t('quota.paused', { detail: reason })}</p>}
    </>
  )
}

/** Which limit prevents sending more, if any. */
export function FullNote() {
  const { account, remote } = useStore()
  // Only reads the cache: `QuotaPanel`, shown with it, fetches the quota.
  const { data: now } = useQuery({ ...remote.quota(), enabled: false })
  const full = now && fullTextOf(now)
  return full ? (
    <p class="note">
      {full} {deletedText(now, account.user.value?.retention_days ?? null)}
    </p>
  ) : null
}

const fullTexts = {
  storage: 'quota.storageFull',
  pages: 'quota.pagesFull',
  notebooks: 'quota.notebooksFull',
} as const satisfies Record<string, TextKey>

/** What to do about the first limit that is reached; null if none is. */
export function fullTextOf(quota: Quota): string | null {
  return fullText(quota, 'storage') ?? fullText(quota, 'pages') ?? fullText(quota, 'notebooks')
}

/** What to do if this limit is reached; null if it isn't. */
export function fullText(quota: Quota, what: keyof typeof fullTexts): string | null {
  const { limit, used } = quota[what]
  return limit !== null && used >= limit ? t(fullTexts[what]) : null
}

/** For how long deleted notebooks count: those deleted here, and (`retention`, in days) those gone from the tablet. */
export function deletedText({ deleted_days: days }: Quota, retention: number | null): string {
  if (days === null && retention === null) return t('usage.deletedKept')
  const here = days === null ? t('usage.deletedHereKept') : t('usage.deletedCount', { count: days })
  const gone = retention === null ? t('usage.deletedGone') : t('usage.deletedGoneDays', { count: retention })
  return `${here} ${gone}`
}
