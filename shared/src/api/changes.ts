// SPDX-License-Identifier: AGPL-3.0-or-later
// Follows the changes of a library by long polling.
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
  signal: AbortSignal
}

/**
 * Yields one batch per poll, also empty ones if nothing happened for a while. Ends by throwing the signal's reason or
 * ChangesForgotten.
 */
export async function* changesSince({ api, since, signal }: Watch): AsyncGenerator<{ items: Change[]; next: string }> {
  for (let at = since ?? '0'; ; ) {
    const asked = performance.now()
    const query = { since: at, wait: maxWaitSeconds }
    const call = api.GET('/api/v1/changes', { params: { query }, signal, cache: 'no-store' })
    const { response, error } = await call
    if (response.status === 410) throw new ChangesForgotten(response, error)
    const answer = await answerTo(call)
    at = answer.next
    // The contract's `anyOf` doesn't relate kinds to values.
    yield { items: answer.items as Change[], next: at }
    if (answer.items.length === 0 && performance.now() - asked < pauseMs) await wait(pauseMs, signal)
  }
}
