// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivery status of to-dos, for lists of them.
import { useQuery } from '@tanstack/preact-query'
import { useMemo } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { Icon } from '../../components/controls/Icon.tsx'
import type { DeliveryRecord } from '../../data/server/integrations.ts'
import type { Todo } from '../../data/server/todos.ts'
import { useStore } from '../../data/store.ts'
import { formatAge, formatDate, t } from '../../i18n/index.ts'
import { DeliveryFault, RetryDelivery, statusIcon } from '../deliveries/DeliveryItem.tsx'
import { RemoteLinks } from '../deliveries/RemoteLinks.tsx'
import { statusText, targetName } from '../texts/target-texts.ts'

/** Maximum number of records to load, newest first: no list shows more to-dos. */
const max = 5000

/** Delivery records by the id of the to-do; empty if no integration takes to-dos. */
export function useTodoRecords(): ReadonlyMap<string, DeliveryRecord[]> {
  const { remote } = useStore()
  const { data: integrations = [] } = useQuery(remote.integrations())
  const { data: targets = [] } = useQuery({ ...remote.targets(), enabled: integrations.length > 0 })
  const taking = targets.filter(({ accepts, delivery }) => accepts.includes('todo') && delivery === 'pushed')
  const isThere = ({ target_name }: { target_name: string }) =>
    taking.some(({ name }) => name === target_name) &&
    integrations.some((each) => each.target_name === target_name && each.state !== 'removing')
  const isAsked = integrations.some(isThere)
  const { data } = useQuery({ ...remote.records({ item_type: 'todo' }, max), enabled: isAsked })
  const shown = isAsked ? (data?.items.filter(isThere) ?? []) : []
  return useMemo(() => byItem(shown), [data, integrations, targets])
}

function byItem(records: DeliveryRecord[]): Map<string, DeliveryRecord[]> {
  const found = new Map<string, DeliveryRecord[]>()
  for (const record of records) found.set(record.item_key, [...(found.get(record.item_key) ?? []), record])
  return found
}

/** Delivery status of one to-do at each target. */
export function TodoDeliveries({ records, todo }: { records: ReadonlyMap<string, DeliveryRecord[]>; todo: Todo }) {
  const own = records.get(todo.id)
  if (!own) return null
  return (
    <ul class="standings todo-standings" aria-label={t('integrations.title')}>
      {own.map((record) => (
        <AtTarget key={record.target_name} record={record} />
      ))}
    </ul>
  )
}

function AtTarget({ record }: { record: DeliveryRecord }) {
  const { target_name, status, synced_at } = record
  const isBad = status === 'failed'
  const at = status === 'success' && synced_at !== null ? Date.parse(synced_at) : null
  return (
    <li class={isBad ? 'standing-bad' : ''}>
      <p>
        <Icon name={statusIcon(record)} />
        <span {...(at !== null && { title: formatDate(at) })}>
          <Link href={`/integrations/${encodeURIComponent(target_name)}`}>{targetName(target_name)}</Link>{' '}
          {at === null ? statusText(record) : t('standing.delivered', { when: formatAge(at) })}
        </span>
        {record.url !== null && <RemoteLinks places={[{ target: target_name, url: record.url }]} />}
      </p>
      {isBad && (
        <details>
          <summary>{t('standing.why')}</summary>
          <DeliveryFault record={record} />
          {record.queue_id !== null && <RetryDelivery record={record} />}
        </details>
      )}
    </li>
  )
}
