// SPDX-License-Identifier: AGPL-3.0-or-later
import type { TreeItem } from '@rmirror/shared/api'
import { useQuery } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { Icon } from '../../components/controls/Icon.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import type { Quota } from '../../data/account/quota.ts'
import { useStore } from '../../data/store.ts'
import { formatDay, t } from '../../i18n/index.ts'
import { serverText, waitingText } from '../texts/server-texts.ts'
import { ActivityFailedPages } from './ActivityFailedPages.tsx'

type Counts = TreeItem['sync_progress']

/** Transcription status: how many pages are done, how many wait and for what, and which failed. */
export function ActivityTranscription() {
  const { remote } = useStore()
  const tree = useQuery(remote.tree())
  const quota = useQuery(remote.quota())
  const all = tree.data && sumOf(tree.data.items)
  // No change event reports the quota, so it is fetched again when the page counts change.
  useEffect(() => {
    if (all && quota.data) void quota.refetch()
  }, [all?.synced, all?.pending, all?.pending_quota])
  const failing = tree.data?.items.filter(({ sync_progress: { failed } }) => failed > 0) ?? []
  return (
    <section class={`card status-card ${failing.length > 0 ? 'status-bad' : ''}`} aria-labelledby="activity-reading">
      <h2 id="activity-reading">{t('reading.title')}</h2>
      {all ? (
        <>
          <State counts={all} quota={quota.data ?? null} />
          {failing.length > 0 && <ActivityFailedPages notebooks={failing} />}
        </>
      ) : (
        <LoadingOrError problem={tree.error && serverText(tree.error)} onRetry={() => void tree.refetch()} />
      )}
      {all && quota.error && !quota.data && (
        <LoadingOrError problem={serverText(quota.error)} onRetry={() => void quota.refetch()} />
      )}
    </section>
  )
}

function State({ counts, quota }: { counts: Counts; quota: Quota | null }) {
  const { synced, pending, pending_quota: deferred, not_synced: unsent, failed } = counts
  const reasons = quota && pending > 0 ? whyPending(quota) : null
  return (
    <>
      {pending > 0 && (
        <div class="status-progress">
          <p class="target-state" role="status">
            <Icon name="sync" />
            <span>{t(reasons ? 'activity.pagesWait' : 'activity.transcribing', { count: pending })}</span>
          </p>
          <progress aria-label={t('reading.title')} max={synced + pending} value={synced} />
          <p class="facts">
            <span>{t('progress.pages', { done: synced, count: synced + pending })}</span>
          </p>
        </div>
      )}
      {reasons && <p class="note">{reasons}</p>}
      {deferred > 0 && (
        <p>
          {quota
            ? t('activity.deferredUntil', { count: deferred, day: formatDay(Date.parse(quota.reset_at)) })
            : t('activity.deferred', { count: deferred })}{' '}
          <Link href="/account#account-usage">{t('activity.toQuota')}</Link>
        </p>
      )}
      {unsent > 0 && <p class="quiet">{t('activity.unsent', { count: unsent })}</p>}
      {pending + deferred + unsent + failed === 0 && (
        <p class="target-state" role="status">
          <Icon name="check" />
          <span>{synced > 0 ? t('activity.allTranscribed') : t('activity.nothingSynced')}</span>
        </p>
      )}
    </>
  )
}

/** Why pending pages wait; null: they are being transcribed, or are about to be. */
function whyPending({ has_reader, paused_because: reason }: Quota): string | null {
  if (!has_reader) return t('quota.noReader')
  return reason && (waitingText(reason) ?? t('quota.paused', { detail: reason }))
}

function sumOf(items: readonly TreeItem[]): Counts {
  const sum = { total: 0, synced: 0, not_synced: 0, pending: 0, pending_quota: 0, failed: 0 }
  for (const { sync_progress } of items)
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += sync_progress[key]
  return sum
}
