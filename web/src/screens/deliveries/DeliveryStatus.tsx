// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivery status of a notebook or a page at each integration; renders nothing without integrations.
import { useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'
import { Icon } from '../../components/controls/Icon.tsx'
import { NotesSection } from '../../components/notes/NotesSection.tsx'
import type { Notebook } from '../../data/library/notebook.ts'
import type { Page } from '../../data/library/page.ts'
import type { DeliveryRecord, Integration, RecordFilter } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { targetName } from '../texts/target-texts.ts'
import { DeliveryItem } from './DeliveryItem.tsx'
import { addressOf, type DeliveryStatus, deliveryStatusAt } from './delivery-status.ts'
import { KeptEdits } from './KeptEdits.tsx'
import { RemoteLinks } from './RemoteLinks.tsx'
import { RetryAll } from './RetryAll.tsx'

/** Maximum number of records to load; for a notebook with more, the newest determine the status. */
const max = 2000

export function NotebookDeliveries({ notebook }: { notebook: Notebook }) {
  return (
    <Standings notebook={notebook} filter={{ notebook_uuid: notebook.uuid }}>
      {(list) => (
        <section class="standings-notebook" aria-label={t('standing.title')}>
          {list}
        </section>
      )}
    </Standings>
  )
}

export function PageDeliveries({ page }: { page: Page }) {
  return (
    <Standings notebook={page.notebook} filter={page.place}>
      {(list) => <NotesSection title={t('standing.onPage')}>{list}</NotesSection>}
    </Standings>
  )
}

interface StandingsProps {
  notebook: Notebook
  filter: RecordFilter
  children: (list: ComponentChildren) => ComponentChildren
}

function Standings({ notebook, filter, children }: StandingsProps) {
  const { remote } = useStore()
  // Another person's notebook goes to their targets.
  const isThere = notebook.there !== null && !notebook.isOthers
  const query = remote.integrations()
  const { data: integrations } = useQuery({ ...query, enabled: query.enabled && isThere })
  const targets = useQuery({ ...remote.targets(), enabled: query.enabled && isThere }).data ?? []
  const isPulled = ({ target_name }: Integration) =>
    targets.find(({ name }) => name === target_name)?.delivery === 'pulled'
  // Pulled targets fetch whole notebooks, so they aren't listed for a page.
  const isMeant = (each: Integration) => each.state !== 'removing' && !(filter.page_uuid && isPulled(each))
  const shown = integrations?.filter(isMeant) ?? []
  const asked = remote.records(filter, max)
  const { data: records } = useQuery({ ...asked, enabled: asked.enabled && isThere && shown.length > 0 })
  if (!isThere || shown.length === 0 || !records) return null
  return (
    <>
      {children(
        <ul class="standings">
          {shown.map((integration) => (
            <AtTarget
              key={integration.target_name}
              integration={integration}
              isPulled={isPulled(integration)}
              notebook={notebook}
              isOnPage={filter.page_uuid !== undefined}
              records={records.items.filter(({ target_name }) => target_name === integration.target_name)}
            />
          ))}
        </ul>,
      )}
    </>
  )
}

interface AtTargetProps {
  integration: Integration
  isPulled: boolean
  notebook: Notebook
  isOnPage: boolean
  records: DeliveryRecord[]
}

function AtTarget({ integration, isPulled, notebook, isOnPage, records }: AtTargetProps) {
  const { index } = useStore()
  const { target_name } = integration
  const standing = deliveryStatusAt({ integration, records, isPulled, notebook, index: index.value })
  const url = addressOf(records, isOnPage)
  return (
    <li class={standing.isBad ? 'standing-bad' : ''}>
      <p>
        <Icon name={standing.icon} />
        <span>
          <Link href={`/integrations/${encodeURIComponent(target_name)}`}>{targetName(target_name)}</Link>{' '}
          {standing.text}
        </span>
        {url && <RemoteLinks places={[{ target: target_name, url }]} />}
      </p>
      <Failed standing={standing} {...{ target_name, notebook, isOnPage }} />
      <KeptEdits records={records} isOnPage={isOnPage} />
    </li>
  )
}

interface FailedProps extends Pick<AtTargetProps, 'notebook' | 'isOnPage'> {
  standing: DeliveryStatus
  target_name: string
}

const maxFailed = 20

function Failed({ standing: { failed }, target_name, notebook, isOnPage }: FailedProps) {
  if (failed.length === 0) return null
  return (
    <details>
      <summary>{t('standing.why')}</summary>
      <ul class="deliveries">
        {failed.slice(0, maxFailed).map((record) => (
          <DeliveryItem key={record.id} record={record} within={isOnPage ? 'page' : 'notebook'} />
        ))}
      </ul>
      {!isOnPage && failed.length > 1 && <RetryAll target={target_name} notebook={notebook.uuid} />}
    </details>
  )
}
