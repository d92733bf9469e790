// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { type AdminHealth, healthOf } from '../../data/operator/acts.ts'
import { useStore } from '../../data/store.ts'
import { formatAge, formatDollars, formatNumber, formatSize, type TextKey, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { OperatorFrame } from './OperatorFrame.tsx'
import { OperatorTable } from './OperatorTable.tsx'

export function HealthScreen() {
  return (
    <OperatorFrame path="/admin/health">
      <Health />
    </OperatorFrame>
  )
}

function Health() {
  const { remote } = useStore()
  const { data: health, error, refetch, isFetching } = useQuery(healthOf(remote))
  if (!health) return <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
  return (
    <>
      <button
        type="button"
        class="button section-action"
        aria-disabled={isFetching}
        onClick={() => !isFetching && void refetch()}
      >
        {t('operator.refresh')}
      </button>
      <AtAGlance health={health} />
      <Section id="operator-queue" title={t('operator.queue')}>
        <Queue health={health} />
      </Section>
      <Section id="operator-targets" title={t('operator.targets')}>
        <Targets health={health} />
      </Section>
      <Section id="operator-gateways" title={t('operator.gateways')}>
        <p class="quiet">{t('operator.gatewaysMean')}</p>
        <Gateways health={health} />
      </Section>
    </>
  )
}

function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="operator-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

function AtAGlance({ health }: { health: AdminHealth }) {
  const { transcription, spending, disk, backup_age_seconds: backup, failing_threads: failing } = health
  const facts: [string, string][] = [
    [t('operator.transcription'), transcriptionText(transcription)],
    [t('operator.withoutQuota'), formatNumber(health.pages_without_quota)],
    [t('operator.spending'), spending ? spendingText(spending) : t('operator.noLimit')],
    [t('operator.backup'), backup === null ? t('operator.never') : formatAge(Date.now() - backup * 1000)],
  ]
  if (disk) {
    const free = { free: formatSize(disk.free_bytes), all: formatSize(disk.bytes) }
    facts.push([t('operator.disk'), t(disk.is_full ? 'operator.diskFull' : 'operator.diskFree', free)])
  }
  if (failing.length > 0) facts.push([t('operator.failing'), failing.join(', ')])
  return (
    <dl class="fact-table operator-facts">
      {facts.flatMap(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} is`}>{value}</dd>])}
    </dl>
  )
}

function transcriptionText({ has_reader, paused_because }: AdminHealth['transcription']): string {
  if (paused_because !== null) return t('operator.paused', { reason: paused_because })
  return t(has_reader ? 'operator.works' : 'operator.notSetUp')
}

function spendingText({
  spent_dollars,
  limit_dollars,
  is_limit_reached,
}: NonNullable<AdminHealth['spending']>): string {
  const sums = { used: formatDollars(spent_dollars), limit: formatDollars(limit_dollars) }
  return t(is_limit_reached ? 'operator.limitReached' : 'operator.usedOf', sums)
}

const reasonTexts: Record<AdminHealth['queue']['waiting_for'][number]['reason'], TextKey> = {
  turn: 'operator.reasonTurn',
  later: 'operator.reasonLater',
  held: 'operator.reasonHeld',
  network_error: 'operator.reasonNetwork',
  rate_limit: 'operator.reasonRate',
  auth_error: 'operator.reasonAuth',
  invalid_data: 'operator.reasonData',
  quota_exceeded: 'operator.reasonQuota',
  unknown_error: 'operator.reasonUnknown',
}

const stateTexts: Record<AdminHealth['integrations'][number]['state'], TextKey> = {
  ...reasonTexts,
  running: 'operator.stateRunning',
  paused: 'operator.statePaused',
  removing: 'operator.stateRemoving',
}

const targetName = (name: string) => (name === 'ocr' || name === 'pictures' ? t('operator.transcription') : name)

function Queue({ health: { queue } }: { health: AdminHealth }) {
  const counts = { processing: 0, failed: 0, waiting: 0 }
  for (const { status, items } of queue.items)
    counts[status === 'processing' || status === 'failed' ? status : 'waiting'] += items
  return (
    <>
      <p>{t('operator.queueCounts', counts)}</p>
      {queue.oldest_due_seconds >= 60 && (
        <p>{t('operator.oldest', { when: formatAge(Date.now() - queue.oldest_due_seconds * 1000) })}</p>
      )}
      {queue.waiting_for.length > 0 && (
        <OperatorTable
          caption={t('operator.queue')}
          columns={[
            { label: t('operator.target'), isHeader: true, cell: ({ target_name }) => targetName(target_name) },
            { label: t('operator.waitsFor'), cell: ({ reason }) => t(reasonTexts[reason]) },
            { label: t('operator.items'), cell: ({ items }) => formatNumber(items) },
          ]}
          rows={queue.waiting_for}
          keyOf={({ target_name, reason }) => `${target_name} ${reason}`}
        />
      )}
    </>
  )
}

function Targets({ health: { integrations } }: { health: AdminHealth }) {
  if (integrations.length === 0) return <p class="quiet">{t('operator.noIntegrations')}</p>
  return (
    <OperatorTable
      caption={t('operator.targets')}
      columns={[
        { label: t('operator.target'), isHeader: true, cell: ({ target_name }) => target_name },
        { label: t('operator.state'), cell: ({ state }) => t(stateTexts[state]) },
        { label: t('operator.integrations'), cell: ({ integrations: count }) => formatNumber(count) },
      ]}
      rows={integrations}
      keyOf={({ target_name, state }) => `${target_name} ${state}`}
    />
  )
}

function Gateways({ health: { gateways } }: { health: AdminHealth }) {
  const used = gateways.filter(
    ({ answers, waiting, under_way, open_breakers }) =>
      Object.keys(answers).length > 0 || waiting + under_way + open_breakers > 0,
  )
  if (used.length === 0) return <p class="quiet">{t('operator.noCalls')}</p>
  return (
    <OperatorTable
      caption={t('operator.gateways')}
      columns={[
        { label: t('operator.gateway'), isHeader: true, cell: ({ name }) => name },
        { label: t('operator.underWay'), cell: ({ under_way }) => formatNumber(under_way) },
        { label: t('operator.waitingCalls'), cell: ({ waiting }) => formatNumber(waiting) },
        { label: t('operator.breakers'), cell: ({ open_breakers }) => formatNumber(open_breakers) },
        { label: t('operator.answers'), cell: ({ answers, refused }) => countsText({ ...answers, ...refused }) },
      ]}
      rows={used}
      keyOf={({ name }) => name}
    />
  )
}

/** "200: 40, unreachable: 2" */
function countsText(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name}: ${formatNumber(count)}`)
    .join(', ')
}
