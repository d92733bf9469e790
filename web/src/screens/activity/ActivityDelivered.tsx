// SPDX-License-Identifier: AGPL-3.0-or-later
import { keepPreviousData, useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { DeliveryItem } from '../deliveries/DeliveryItem.tsx'
import { serverText } from '../texts/server-texts.ts'
import { targetName } from '../texts/target-texts.ts'

const firstShown = 8
const moreShown = 50

/** What was delivered to services, newest first, with links to the item here and there. */
export function ActivityDelivered() {
  const { remote } = useStore()
  const [count, setCount] = useState(firstShown)
  // The server has no cursor in this order, so one extra record tells whether there are more.
  const { data, error, refetch } = useQuery({
    ...remote.records({ statuses: ['success'], order: 'synced' }, count + 1),
    placeholderData: keepPreviousData,
  })
  const max = 500
  return (
    <section class="activity-part" aria-labelledby="activity-delivered">
      <h2 id="activity-delivered">{t('activity.delivered')}</h2>
      {!data && <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p class="quiet">{t('deliveries.noneDelivered')}</p>}
      {data && data.items.length > 0 && (
        <ul class="deliveries" aria-label={t('activity.delivered')}>
          {data.items.slice(0, count).map((record) => (
            <DeliveryItem key={record.id} record={record} at={targetName(record.target_name)} />
          ))}
        </ul>
      )}
      {data && data.items.length > count && count + moreShown < max && (
        <button type="button" class="button section-action" onClick={() => setCount(count + moreShown)}>
          {t('search.more')}
        </button>
      )}
    </section>
  )
}
