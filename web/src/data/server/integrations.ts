// SPDX-License-Identifier: AGPL-3.0-or-later
// Targets that receive notes, their integrations, and what was delivered to them.
import { ApiProblem, answerTo, type components, type paths } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'

type Schemas = components['schemas']
export type Target = Schemas['Target']
export type TargetField = Schemas['TargetField']
export type Integration = Schemas['Integration']
export type Choice = Schemas['Choice']
export type Rules = Schemas['Rules']
export type Rule = Schemas['Rule']
export type DeliveryRecord = Schemas['ListedRecord']
export type RecordStatus = Schemas['RecordStatus']
export type ErrorClass = Schemas['ErrorClass']
export type ItemType = Schemas['ItemType']
export type DeliveryProgress = Schemas['DeliveryProgress']
export type Preview = Schemas['Preview']
export type TestResult = Schemas['TestResult']
export type FieldOptions = Schemas['FieldOptions']
/** How much of the library has been compared so far. */
export type Compared = Schemas['PreviewProgress']
export type SyncRun = Schemas['SyncRun']
/** By the keys of the target's fields. */
export type Settings = Schemas['Settings']
/** Generated secrets, shown only once, by the keys of their fields. */
export type Drawn = Schemas['Drawn']['drawn']

/** An absent member doesn't restrict the records. */
export interface RecordFilter {
  target_name?: string
  notebook_uuid?: string
  page_uuid?: string
  item_type?: ItemType
  /** Any of these statuses. */
  statuses?: readonly RecordStatus[]
  /** Only items that a target keeps as the user changed them there. */
  is_kept?: true
  /** "synced": latest delivery first. */
  order?: 'created' | 'synced'
}

export interface Records {
  /** The newest first. */
  items: DeliveryRecord[]
  hasMore: boolean
}

/** Saved in one request; omitted members stay unchanged. */
export interface IntegrationChange {
  /** All settings, except secrets that stay unchanged. */
  settings: Settings
  choice?: Choice | null
  rules?: Rules | null
  is_enabled?: boolean
}

type Asked = Pick<Account, 'api'>

const at = (target_name: string) => ({ path: { target_name } })
const fresh = { cache: 'no-store' } as const

export async function fetchTargets({ api }: Asked, signal: AbortSignal): Promise<Target[]> {
  return (await answerTo(api.GET('/api/v1/targets', { signal, ...fresh }))).items
}

export async function fetchIntegrations({ api }: Asked, signal: AbortSignal): Promise<Integration[]> {
  return (await answerTo(api.GET('/api/v1/integrations', { signal, ...fresh }))).items
}

export function fetchProgress({ api }: Asked, target: string, signal: AbortSignal): Promise<DeliveryProgress> {
  return answerTo(api.GET('/api/v1/integrations/{target_name}/progress', { params: at(target), signal, ...fresh }))
}

const pieceSize = 500

/** Fetches up to `max` records of each status, or in total without statuses. */
export async function fetchRecords(
  account: Asked,
  { statuses, ...filter }: RecordFilter,
  max: number,
  signal: AbortSignal,
): Promise<Records> {
  const found = statuses
    ? await Promise.all(statuses.map((status) => fetchSome(account, { ...filter, status }, max, signal)))
    : [await fetchSome(account, filter, max, signal)]
  const items = found.flatMap((each) => each.items)
  // Ids are ordered by time.
  if (found.length > 1) items.sort((a, b) => (a.id < b.id ? 1 : -1))
  return { items, hasMore: found.some((each) => each.hasMore) }
}

type Query = NonNullable<paths['/api/v1/sync/records']['get']['parameters']['query']>

async function fetchSome({ api }: Asked, filter: Query, max: number, signal: AbortSignal): Promise<Records> {
  const items: DeliveryRecord[] = []
  let cursor: string | null | undefined
  do {
    const limit = Math.min(pieceSize, max - items.length)
    const query = { ...filter, limit, ...(cursor && { cursor }) }
    const piece = await answerTo(api.GET('/api/v1/sync/records', { params: { query }, signal, ...fresh }))
    items.push(...piece.items)
    cursor = piece.next
  } while (cursor !== null && items.length < max)
  return { items, hasMore: cursor !== null }
}

/**
 * `made`: whether to keep or remove existing items at the target, if the new settings deliver elsewhere. Returns the
 * secrets that were generated.
 */
export async function saveIntegration(
  { api }: Asked,
  target: string,
  change: IntegrationChange,
  made?: 'keep' | 'remove',
): Promise<Drawn> {
  const question = { params: { ...at(target), query: made ? { made } : {} }, body: change }
  return (await answerTo(api.PUT('/api/v1/integrations/{target_name}', question))).drawn
}

/** "stop" leaves out what is still waiting of the library's first delivery; "start" delivers what was left out. */
export async function setBackfill({ api }: Asked, target: string, change: 'start' | 'stop'): Promise<void> {
  const address = '/api/v1/integrations/{target_name}/backfill'
  const question = { params: at(target) }
  await answerTo(change === 'start' ? api.POST(address, question) : api.DELETE(address, question))
}

/** `made`: whether to keep or remove the items at the target. An integration that is already gone (404) is no error. */
export async function removeIntegration({ api }: Asked, target: string, made: 'keep' | 'remove'): Promise<void> {
  try {
    const params = { ...at(target), query: { made } }
    await answerTo(api.DELETE('/api/v1/integrations/{target_name}', { params }))
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
}

/** Tests with `settings`, which override the stored ones. */
export function testIntegration({ api }: Asked, target: string, settings: Settings | null): Promise<TestResult> {
  const question = { params: at(target), body: settings ? { settings } : {} }
  return answerTo(api.POST('/api/v1/integrations/{target_name}/test', question))
}

/** Asks the target for the values to choose from; with `create` it makes one of this name and returns that. */
export function fetchFieldOptions(
  { api }: Asked,
  target: string,
  question: { field: string; settings: Settings; create?: string },
): Promise<FieldOptions> {
  return answerTo(api.POST('/api/v1/integrations/{target_name}/options', { params: at(target), body: question }))
}

interface Following<State> {
  onProgress: (state: State) => void
  /** Also ends the work on the server. */
  signal?: AbortSignal
}

/** Counts what this choice would deliver; null for everything. Uses what is stored unless others are given. */
export async function fetchPreview(
  { api }: Asked,
  target: string,
  asked: { choice: Choice | null; settings?: Settings; rules?: Rules | null },
  { onProgress, signal }: Following<Compared>,
): Promise<Preview> {
  const question = { params: at(target), body: asked, ...(signal && { signal }) }
  // Each request continues where the last one ended.
  for (;;) {
    const answer = await answerTo(api.POST('/api/v1/integrations/{target_name}/preview', question))
    if ('items' in answer) return answer
    onProgress(answer)
  }
}

/** Generates a new secret, which replaces the previous one. */
export async function drawSecret({ api }: Asked, target: string): Promise<Drawn> {
  return (await answerTo(api.POST('/api/v1/integrations/{target_name}/secret', { params: at(target) }))).drawn
}

const firstPollMs = 200
const pollMs = 1000
/** Polls while items are being delivered, which may take hours. */
const maxPolls = 25

/**
 * Delivers differences and retries failures. Resolves when all is delivered, or after `maxPolls` polls once all is
 * compared.
 */
export async function syncNow(
  { api }: Asked,
  target: string,
  notebook?: string,
  onProgress: (run: SyncRun) => void = () => {},
): Promise<SyncRun> {
  const notebook_uuids = notebook === undefined ? null : [notebook]
  const body = { target_name: target, item_type: null, notebook_uuids, limit: null }
  let run = await answerTo(api.POST('/api/v1/sync/trigger', { body }))
  let waitMs = firstPollMs
  for (let looks = 0; run.id !== null && run.state !== 'done' && looks < maxPolls; ) {
    onProgress(run)
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    waitMs = pollMs
    const params = { path: { id: run.id } }
    run = await answerTo(api.GET('/api/v1/sync/trigger/{id}', { params, ...fresh }))
    if (run.state === 'delivering') looks++
  }
  return run
}

/** False: it was retried or deleted meanwhile. */
export async function retryRecord({ api }: Asked, { queue_id: id }: DeliveryRecord): Promise<boolean> {
  return id !== null && isDone(answerTo(api.POST('/api/v1/sync/queue/{id}/retry', { params: { path: { id } } })))
}

/** Replaces the user's changes at the target with the tablet's version. False: none are kept any more. */
export function overrideKept({ api }: Asked, { id }: DeliveryRecord): Promise<boolean> {
  return isDone(answerTo(api.POST('/api/v1/sync/records/{id}/override', { params: { path: { id } } })))
}

/** False for 404 or 409: it no longer exists, or isn't in a state for this. */
async function isDone(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer
    return true
  } catch (error) {
    if (error instanceof ApiProblem && (error.status === 404 || error.status === 409)) return false
    throw error
  }
}
