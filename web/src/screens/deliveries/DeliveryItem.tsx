// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { displayName } from '../../components/controls/display-name.ts'
import { Icon, type IconName } from '../../components/controls/Icon.tsx'
import { ReasonText } from '../../components/forms/ReasonText.tsx'
import { type DeliveryRecord, type RecordStatus, retryRecord } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { formatAge, formatDate, t } from '../../i18n/index.ts'
import { reasonOf } from '../texts/reason-texts.ts'
import { faultText, itemText, statusText, targetName } from '../texts/target-texts.ts'
import { DeliveryAction } from './DeliveryAction.tsx'

const icons: Record<RecordStatus, IconName> = {
  pending: 'sync',
  in_progress: 'sync',
  success: 'check',
  retry: 'sync',
  failed: 'warning',
  skipped: 'minus',
}

export function statusIcon({ status }: DeliveryRecord): IconName {
  return icons[status] ?? 'sync'
}

interface DeliveryItemProps {
  record: DeliveryRecord
  /** Where the item is shown: the notebook or page that is known there isn't repeated. */
  within?: 'notebook' | 'page' | undefined
  isReasonKnown?: boolean
  /** Name of the service, for lists that cover several. */
  at?: string
}

/** Item that was or will be delivered to a target: its page, its status, and why it failed. */
export function DeliveryItem({ record, within, isReasonKnown = false, at }: DeliveryItemProps) {
  const { status, synced_at, updated_at } = record
  const since = Date.parse(status === 'success' ? (synced_at ?? updated_at) : updated_at)
  const showsReason = (status === 'failed' || status === 'retry') && !isReasonKnown
  return (
    <li class={`delivery ${status === 'failed' ? 'delivery-bad' : ''}`}>
      <Icon name={statusIcon(record)} />
      <div>
        {within !== 'page' && (
          <p>
            <DeliveryPlace record={record} within={within} />
          </p>
        )}
        <p class="delivery-facts">
          {at && `${at} · `}
          {itemText(record)} · {statusText(record)} · <span title={formatDate(since)}>{formatAge(since)}</span>
          {at && <RemoteLinks record={record} />}
        </p>
        {showsReason && <DeliveryFault record={record} />}
      </div>
      {status === 'failed' && record.queue_id !== null && <RetryDelivery record={record} />}
    </li>
  )
}

/** The notebook and the page, by their current names. */
export function DeliveryPlace({
  record: { notebook_uuid, page_uuid, page_number },
  within,
}: Pick<DeliveryItemProps, 'record' | 'within'>) {
  const { index } = useStore()
  const notebook = notebook_uuid === null ? undefined : index.value.notebooks.get(notebook_uuid)
  if (!notebook) return <>{t('deliveries.gone')}</>
  const hasPage = page_uuid !== null && page_number !== null && !notebook.isNote
  const page = hasPage && t('page.number', { number: page_number })
  if (within === 'notebook' && !page) return <>{displayName(notebook.name)}</>
  return (
    <Link
      class={within === 'notebook' ? 'delivery-page' : ''}
      href={`/notebooks/${notebook_uuid}${page ? `/pages/${page_number}` : ''}`}
    >
      {[within !== 'notebook' && displayName(notebook.name), page].filter(Boolean).join(', ')}
    </Link>
  )
}

/** Link to the item at the service; renders nothing if it has no URL there. */
export function RemoteLinks({ record: { url, target_name } }: Pick<DeliveryItemProps, 'record'>) {
  if (url === null) return null
  return (
    <>
      {' · '}
      <a href={url} target="_blank" rel="noreferrer">
        {t('standing.open', { name: targetName(target_name) })}
      </a>
    </>
  )
}

type Fault = Pick<DeliveryRecord, 'target_name' | 'error_class' | 'error_message'>

export function DeliveryFault({ record }: { record: Fault }) {
  const { target_name, error_class, error_message } = record
  return (
    <p class="delivery-fault">
      {faultText(target_name, error_class)} {error_message && <ReasonText {...reasonOf(error_message)} />}
    </p>
  )
}

export function RetryDelivery({ record }: { record: DeliveryRecord }) {
  const { account } = useStore()
  return <DeliveryAction label={t('deliveries.retry')} act={() => retryRecord(account, record)} />
}
