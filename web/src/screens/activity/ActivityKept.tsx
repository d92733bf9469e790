// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { Icon } from '../../components/controls/Icon.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { DeliveryPlace, RemoteLinks } from '../deliveries/DeliveryItem.tsx'
import { OverrideKept } from '../deliveries/KeptEdits.tsx'
import { serverText } from '../texts/server-texts.ts'
import { targetName } from '../texts/target-texts.ts'

const max = 50

/** Items that the user edited at a service, where the edits are kept. Renders nothing if there are none. */
export function ActivityKept() {
  const { remote } = useStore()
  const { data, error, refetch } = useQuery(remote.records({ is_kept: true }, max))
  if (data?.items.length === 0) return null
  return (
    <section class="activity-part" aria-labelledby="activity-kept">
      <h2 id="activity-kept" tabIndex={-1}>
        {t('activity.kept')}
      </h2>
      {data ? (
        <>
          <p class="quiet">{t('activity.keptMeans')}</p>
          <ul class="deliveries" aria-label={t('activity.kept')}>
            {data.items.map((record) => (
              <li key={record.id} class="delivery">
                <Icon name="page" />
                <div>
                  <p>
                    <DeliveryPlace record={record} />
                  </p>
                  <p class="delivery-facts">
                    {targetName(record.target_name)} · {t('kept.blocks', { count: record.kept })}
                    <RemoteLinks record={record} />
                  </p>
                </div>
                <OverrideKept record={record} focusAfter="#activity-kept" />
              </li>
            ))}
          </ul>
        </>
      ) : (
        <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
      )}
    </section>
  )
}
