// SPDX-License-Identifier: AGPL-3.0-or-later
import { keepPreviousData, useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import type { Integration, RecordStatus, Target } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { DeliveryItem } from '../deliveries/DeliveryItem.tsx'
import { RetryAll } from '../deliveries/RetryAll.tsx'
import { serverText } from '../texts/server-texts.ts'
import { waitingStatuses } from '../texts/target-texts.ts'

type Filter = 'all' | 'delivered' | 'waiting' | 'failed'

const filters: Record<Filter, { text: TextKey; none: TextKey; statuses?: readonly RecordStatus[] }> = {
  all: { text: 'deliveries.all', none: 'deliveries.none' },
  delivered: { text: 'deliveries.delivered', none: 'deliveries.noneDelivered', statuses: ['success'] },
  waiting: { text: 'deliveries.waiting', none: 'deliveries.noneWaiting', statuses: waitingStatuses },
  failed: { text: 'deliveries.failed', none: 'deliveries.noneFailed', statuses: ['failed'] },
}

const firstShown = 8
const moreShown = 100

/** A target's deliveries (delivered, waiting, failed), updated live. */
export function DeliveriesSection({ target, integration }: { target: Target; integration: Integration }) {
  const { remote } = useStore()
  const [filter, setFilter] = useState<Filter>(integration.counts.failed > 0 ? 'failed' : 'all')
  const [count, setCount] = useState(firstShown)
  const { none, statuses } = filters[filter]
  const { data, error, refetch } = useQuery({
    ...remote.records({ target_name: target.name, ...(statuses && { statuses }) }, count),
    placeholderData: keepPreviousData,
  })
  // An item gets its record with its first delivery attempt; until then it only counts as pending.
  const queued = filter === 'waiting' ? integration.counts.pending : 0
  const choose = (next: Filter) => {
    setFilter(next)
    setCount(firstShown)
  }
  return (
    <section aria-labelledby="integration-deliveries">
      <h2 id="integration-deliveries">{t('deliveries.title')}</h2>
      {/* For pulled targets nothing waits or fails. */}
      {target.delivery === 'pushed' && (
        <fieldset class="choice filter">
          <legend class="visually-hidden">{t('deliveries.show')}</legend>
          {(Object.keys(filters) as Filter[]).map((name) => (
            <label key={name}>
              <input type="radio" name="deliveries" checked={filter === name} onChange={() => choose(name)} />
              <span>{t(filters[name].text)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {filter === 'failed' && integration.counts.failed > 1 && integration.state === 'active' && (
        <RetryAll target={target.name} />
      )}
      {!data && <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && queued === 0 && <p class="quiet">{t(none)}</p>}
      {data && data.items.length > 0 && (
        <ul class="deliveries" aria-label={t('deliveries.title')}>
          {data.items.slice(0, count).map((record) => (
            <DeliveryItem
              key={record.id}
              record={record}
              // The status above says why all of them wait.
              isReasonKnown={integration.state === 'stopped' && record.status === 'retry'}
            />
          ))}
        </ul>
      )}
      {queued > 0 && <p class="quiet">{t('deliveries.inQueue', { count: queued })}</p>}
      {data?.hasMore && (
        <button type="button" class="button section-action" onClick={() => setCount(count + moreShown)}>
          {t('search.more')}
        </button>
      )}
    </section>
  )
}
