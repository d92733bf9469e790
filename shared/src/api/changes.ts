// SPDX-License-Identifier: AGPL-3.0-or-later
// Follows the changes of a library, or of a shared workspace, by long polling.
import { type Api, answerTo } from './client.ts'
import { ApiProblem } from './problem.ts'
import { wait } from './retrying-fetch.ts'
import type { components } from './schema.gen.ts'

type Schemas = components['schemas']

/** A change by kind of item. A deleted item has its last state. */
export type Change =
  | { kind: 'notebook'; deleted: boolean; value: Schemas['Notebook'] }
  | { kind: 'page'; deleted: boolean; value: Schemas['Page'] }
  | { kind: 'highlight'; deleted: boolean; value: Schemas['Highlight'] }
  | { kind: 'todo'; deleted: boolean; value: Schemas['Todo'] }
  | { kind: 'integration'; deleted: boolean; value: Schemas['Integration'] }
  | { kind: 'record'; deleted: boolean; value: Schemas['Record'] }
  | { kind: 'notification'; deleted: boolean; value: Schemas['Notification'] }

/** Long-poll duration; below the timeouts of proxies and browsers. */
const maxWaitSeconds = 25
/** Minimum time between polls. A server with too many open polls answers immediately. */
const pauseMs = 5_000

/** The server no longer has the changes since the cursor (HTTP 410). The caller reloads the tree. */
export class ChangesForgotten extends ApiProblem {
  override name = 'ChangesForgotten'
}

export interface Watch {
  api: Api
  /**
   * Where to start: the `cursor` of the tree or of a manifest's answer. Default: the beginning, which returns
   * everything.
   */
  since?: string | undefined
  /** The id of the shared workspace to follow; absent for the user's own library. */
  workspace?: string | undefined
  signal: AbortSignal
}

export interface Changes {
  items: Change[]
  next: string
  /** Whether there are more after `next`. */
  more: boolean
}

/** At most 500 changes. `wait`: seconds. `workspace`: see `Watch`. Rejects with ChangesForgotten. */
export async function fetchChanges(
  api: Api,
  query: { since: string; wait?: number },
  signal: AbortSignal,
  workspace?: string,
): Promise<Changes> {
  const call = workspace === undefined ? ownChanges(api, query, signal) : changesIn(api, workspace, query, signal)
  const { response, error } = await call
  if (response.status === 410) throw new ChangesForgotten(response, error)
  const { items, next, more } = await answerTo(call)
  // The contract's `anyOf` doesn't relate kinds to values.
  return { items: items as Change[], next, more }
}

type Query = Parameters<typeof fetchChanges>[1]

function ownChanges(api: Api, query: Query, signal: AbortSignal) {
  return api.GET('/api/v1/changes', { params: { query }, signal, cache: 'no-store' })
}

function changesIn(api: Api, workspace_id: string, query: Query, signal: AbortSignal) {
  const params = { path: { workspace_id }, query }
  return api.GET('/api/v1/workspaces/{workspace_id}/changes', { params, signal, cache: 'no-store' })
}

/**
 * Yields one batch per poll, also empty ones if nothing happened for a while. Ends by throwing the signal's reason or
 * ChangesForgotten.
 */
export async function* changesSince(watch: Watch): AsyncGenerator<{ items: Change[]; next: string }> {
  const { api, since, signal, workspace } = watch
  for (let at = since ?? '0'; ; ) {
    const asked = performance.now()
    const { items, next } = await fetchChanges(api, { since: at, wait: maxWaitSeconds }, signal, workspace)
    at = next
    yield { items, next }
    if (items.length === 0 && performance.now() - asked < pauseMs) await wait(pauseMs, signal)
  }
}
