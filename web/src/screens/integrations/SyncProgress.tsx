// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { duration } from '../../components/delivery/estimate-texts.ts'
import type { DeliveryProgress, Integration, ItemType } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { formatNumber, type TextKey, t } from '../../i18n/index.ts'
import { type Progress, syncProgress } from './integration-state.ts'

const kinds: [ItemType, TextKey][] = [
  ['notebook', 'progress.notebooks'],
  ['page_text', 'progress.pages'],
  ['todo', 'progress.todos'],
  ['highlight', 'progress.highlights'],
]

/** Poll interval while shown. */
const askedMs = 2000

/** Progress bar of deliveries, with counts for each type of item and the time left. */
export function SyncProgress({ integration }: { integration: Integration }) {
  const { remote } = useStore()
  const isPaused = integration.state === 'paused'
  const asked = remote.progress(integration.target_name)
  const { data } = useQuery({ ...asked, staleTime: 0, refetchInterval: isPaused ? false : askedMs })
  const counts = data ? countsOf(data) : []
  const { arrived, failed, total } = data && counts.length > 0 ? sumOf(data) : syncProgress(integration)
  return (
    <div class="status-progress">
      <progress aria-label={t('status.delivering')} max={total || 1} {...(total > 0 && { value: arrived })} />
      {data && counts.length > 0 ? (
        <p class="facts">
          {counts.map(({ key, done, count }) => (
            <span key={key}>{t(key, { done: formatNumber(done), count })}</span>
          ))}
          {!isPaused && data.minutes !== null && data.minutes > 0 && (
            <span>{t('progress.left', { duration: duration(data.minutes) })}</span>
          )}
        </p>
      ) : (
        <span>{total > 0 ? progressText(arrived, failed, total) : t('status.comparing')}</span>
      )}
    </div>
  )
}

function progressText(done: number, failed: number, count: number): string {
  return failed > 0 ? t('status.progressFailed', { done, failed, count }) : t('status.progress', { done, count })
}

function sumOf({ items }: DeliveryProgress): Progress {
  const all = Object.values(items)
  const sum = (one: 'done' | 'waiting' | 'failed') => all.reduce((before, each) => before + each[one], 0)
  const [arrived, failed] = [sum('done'), sum('failed')]
  return { arrived, failed, total: arrived + failed + sum('waiting') }
}

interface Counted {
  key: TextKey
  done: number
  count: number
}

function countsOf({ items, pictures }: DeliveryProgress): Counted[] {
  const of = (key: TextKey, { done, waiting, failed = 0 }: { done: number; waiting: number; failed?: number }) => ({
    ...{ key, done, count: done + waiting + failed },
  })
  const known = kinds.flatMap(([type, key]) => (items[type] ? [of(key, items[type])] : []))
  // Next to the pages they belong to.
  const afterPages = known.findLastIndex(({ key }) => key === 'progress.notebooks' || key === 'progress.pages') + 1
  if (pictures) known.splice(afterPages, 0, of('progress.pictures', pictures))
  return known.filter(({ count }) => count > 0)
}
