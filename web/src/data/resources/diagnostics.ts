// SPDX-License-Identifier: AGPL-3.0-or-later
// A text that users may paste into a support question: versions, states, counts, codes and times, but no names, texts,
// addresses or tokens. Text written by users or services is never copied, only values that the API contract lists.
import { ApiProblem, answerTo, NotReached, type RemovalWarning, type TreeItem } from '@rmirror/shared/api'
import type { Device } from '../account/devices.ts'
import type { Quota } from '../account/quota.ts'
import type { DeliveryRecord, Integration } from '../server/integrations.ts'
import type { Remote } from '../server/remote.ts'
import { removalWarnings } from './removal-warnings.ts'

/** Each as the server answered, or why it didn't. */
export interface Facts {
  tree: TreeItem[] | Error
  quota: Quota | Error
  health: Health | Error
  integrations: Integration[] | Error
  failed: DeliveryRecord[] | Error
  warnings: RemovalWarning[] | Error
  devices: Device[] | Error
}

type Health = Awaited<ReturnType<typeof fetchHealth>>

/** Fetches all facts in parallel. Doesn't reject: the text says which facts could not be loaded, and why. */
export async function collectDiagnostics(remote: Remote): Promise<string> {
  const ask = { tree: remote.tree(), quota: remote.quota(), integrations: remote.integrations() }
  const { signal } = new AbortController()
  const [tree, quota, health, integrations, failed, warnings, devices] = await Promise.all([
    settled(remote.client.fetchQuery(ask.tree).then(({ items }) => items)),
    settled(remote.client.fetchQuery(ask.quota)),
    settled(fetchHealth(remote)),
    settled(remote.client.fetchQuery(ask.integrations)),
    settled(
      remote
        .records({ statuses: ['failed'] }, 500)
        .queryFn({ signal })
        .then(({ items }) => items),
    ),
    settled(remote.client.fetchQuery(removalWarnings(remote))),
    settled(remote.client.fetchQuery(remote.devices())),
  ])
  return diagnosticsOf({ tree, quota, health, integrations, failed, warnings, devices })
}

function fetchHealth({ account: { api } }: Remote) {
  return answerTo(api.GET('/api/v1/sync/health', { cache: 'no-store' }))
}

async function settled<T>(answer: Promise<T>): Promise<T | Error> {
  try {
    return await answer
  } catch (error) {
    return error instanceof Error ? error : new Error('unknown')
  }
}

type Row = [string, string | number]

export function diagnosticsOf(facts: Facts): string {
  const rows: Row[] = [
    ['Time', new Date().toISOString()],
    ['Dashboard', buildOf(import.meta.url)],
    ['Browser', navigator.userAgent.replace(/[^\x20-\x7e]/g, '?').slice(0, 200)],
    ['Online', navigator.onLine ? 'yes' : 'no'],
    ['Connection', location.protocol === 'https:' ? 'https' : 'http'],
    ...rowsOf('Pages', facts.tree, pageRows),
    ...rowsOf('Quota', facts.quota, quotaRows),
    ...rowsOf('Queue', facts.health, queueRows),
    ...rowsOf('Integrations', facts.integrations, integrationRows),
    ...rowsOf('Failed deliveries', facts.failed, failedRows),
    ...rowsOf('Warnings', facts.warnings, (warnings) => [['Warnings', warnings.map(warningText).join('; ') || 'none']]),
    ...rowsOf('Devices', facts.devices, deviceRows),
  ]
  return rows.map(([name, value]) => `${name}: ${value}\n`).join('')
}

function rowsOf<T>(name: string, fact: T | Error, rows: (fact: T) => Row[]): Row[] {
  return fact instanceof Error ? [[name, `not loaded (${codeOf(fact)})`]] : rows(fact)
}

function codeOf(error: Error): string {
  if (error instanceof NotReached) return 'not reached'
  return error instanceof ApiProblem ? String(error.status) : 'unknown'
}

/** A built file has its hash in its name. */
function buildOf(url: string): string {
  return /([\w-]{1,80}\.js)(?:\?.*)?$/.exec(url)?.[1] ?? 'development'
}

function pageRows(items: TreeItem[]): Row[] {
  const sum = (key: keyof TreeItem['sync_progress']) =>
    items.reduce((before, { sync_progress }) => before + sync_progress[key], 0)
  const keys = ['total', 'synced', 'not_synced', 'pending', 'pending_quota', 'failed'] as const
  return [
    ['Notebooks', items.filter(({ document_type }) => document_type !== 'folder' && document_type !== 'notes').length],
    ['Notes', items.filter(({ document_type }) => document_type === 'notes').length],
    ['Pages', keys.map((key) => `${key} ${sum(key)}`).join(', ')],
  ]
}

function quotaRows({ limit, used, reserved, deferred_pages, has_reader, paused_because, reset_at }: Quota): Row[] {
  return [
    ['Quota', `${used} used, ${reserved} reserved, limit ${limit ?? 'none'}, ${deferred_pages} deferred`],
    ['Quota resets', timeOf(reset_at)],
    ['Transcription', has_reader ? (paused_because === null ? 'set up' : 'paused') : 'not set up'],
  ]
}

function queueRows({ queue_processor, last_processed_at, stale_syncs_count, targets }: Health): Row[] {
  const counted = Object.entries(targets).map(
    ([name, { pending, processing, failed }]) =>
      `${wordOf(name)}: ${pending} pending, ${processing} processing, ${failed} failed`,
  )
  return [
    ['Queue', `${wordOf(queue_processor ?? '')}, last at ${timeOf(last_processed_at)}, ${stale_syncs_count} stale`],
    ...counted.map((text): Row => ['Queue of', text]),
  ]
}

function integrationRows(integrations: Integration[]): Row[] {
  if (integrations.length === 0) return [['Integrations', 'none']]
  return integrations.map(({ target_name, state, counts, stopped, first_synced_at, last_synced_at, choice }) => [
    `Integration ${wordOf(target_name)}`,
    [
      wordOf(state ?? ''),
      ...(stopped ? [`stopped by ${wordOf(stopped.error_class ?? '')} since ${timeOf(stopped.since)}`] : []),
      ...Object.entries(counts).map(([status, count]) => `${wordOf(status)} ${count}`),
      `first ${timeOf(first_synced_at)}`,
      `last ${timeOf(last_synced_at)}`,
      choice ? 'some notebooks' : 'all notebooks',
    ].join(', '),
  ])
}

function failedRows(records: DeliveryRecord[]): Row[] {
  const counts = new Map<string, number>()
  for (const { target_name, item_type, error_class } of records) {
    const what = `${wordOf(target_name)} ${wordOf(item_type ?? '')} ${wordOf(error_class ?? 'none')}`
    counts.set(what, (counts.get(what) ?? 0) + 1)
  }
  return [['Failed deliveries', [...counts].map(([what, count]) => `${what} ${count}`).join(', ') || 'none']]
}

function warningText({ cause, pages, highlights, created_at }: RemovalWarning): string {
  const dropped = `${pages.before} to ${pages.now} pages, ${highlights.before} to ${highlights.now} highlights`
  return `${wordOf(cause ?? '')}, ${dropped}, since ${timeOf(created_at)}`
}

function deviceRows(devices: Device[]): Row[] {
  const known = devices.map(({ state }) =>
    state ? `${wordOf(state.version)} ${wordOf(state.platform)}, synced ${isoOf(state.lastSyncAt)}` : 'not heard of',
  )
  return [['Devices', known.join('; ') || 'none']]
}

/** Replaces values that others could have chosen freely with "?". */
function wordOf(text: string): string {
  return /^[a-z0-9_.+-]{1,30}$/i.test(text) ? text : '?'
}

function timeOf(text: string | null): string {
  const at = Date.parse(text ?? '')
  return isoOf(Number.isNaN(at) ? null : at)
}

function isoOf(at: number | null): string {
  return at === null ? 'never' : new Date(at).toISOString()
}
