// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { Link } from 'wouter-preact'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import type { Integration, RecordStatus, Target } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { DeliveryItem } from '../deliveries/DeliveryItem.tsx'
import { RetryAll } from '../deliveries/RetryAll.tsx'
import { IntegrationStatus } from '../integrations/IntegrationStatus.tsx'
import { PreviewOf } from '../integrations/PreviewOf.tsx'
import { serverText } from '../texts/server-texts.ts'
import { targetName } from '../texts/target-texts.ts'

interface ActivityTargetProps {
  target: Target
  integration: Integration
}

/** Status of a service, and what failed there or is retried, each with its reason. */
export function ActivityTarget({ target, integration }: ActivityTargetProps) {
  const { counts, state } = integration
  const href = `/integrations/${encodeURIComponent(target.name)}`
  return (
    <IntegrationStatus target={target} integration={integration} title={targetName(target.name)} href={href}>
      {counts.failed > 0 && (
        <Troubled target={target} status="failed" isAllOfOneReason={false} href={href}>
          {counts.failed > 1 && state === 'active' && <RetryAll target={target.name} />}
        </Troubled>
      )}
      {counts.retry > 0 && (
        <Troubled target={target} status="retry" isAllOfOneReason={state === 'stopped'} href={href} />
      )}
      {state !== 'removing' && target.delivery === 'pushed' && (
        <details class="activity-preview">
          <summary>{t('activity.dryRun')}</summary>
          <PreviewOf target={target} choice={integration.choice} />
        </details>
      )}
    </IntegrationStatus>
  )
}

const shown = 3

interface TroubledProps {
  target: Target
  status: RecordStatus & ('failed' | 'retry')
  /** All items share one reason, which is shown above instead of for each. */
  isAllOfOneReason: boolean
  href: string
  children?: preact.ComponentChildren
}

function Troubled({ target, status, isAllOfOneReason, href, children }: TroubledProps) {
  const { remote } = useStore()
  const { data, error, refetch } = useQuery(remote.records({ target_name: target.name, statuses: [status] }, shown))
  const title = t(status === 'failed' ? 'activity.failed' : 'activity.retried')
  return (
    <div class="activity-list">
      <h3>{title}</h3>
      {children}
      {!data && <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />}
      {data && (
        <ul class="deliveries" aria-label={`${targetName(target.name)}: ${title}`}>
          {data.items.slice(0, shown).map((record) => (
            <DeliveryItem key={record.id} record={record} isReasonKnown={isAllOfOneReason} />
          ))}
        </ul>
      )}
      {data?.hasMore && (
        <p>
          <Link href={href}>{t('activity.all')}</Link>
        </p>
      )}
    </div>
  )
}
