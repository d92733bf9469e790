// SPDX-License-Identifier: AGPL-3.0-or-later
// What changes in a library, as it happens.
import { type Api, answerTo } from './client.ts'
import { wait } from './patient-fetch.ts'
import { ApiProblem } from './problem.ts'
import type { components } from './schema.gen.ts'

type Schemas = components['schemas']

/** By its kind; of what is deleted, as it was last. */
export type Change =
  | { kind: 'notebook'; deleted: boolean; value: Schemas['Notebook'] }
  | { kind: 'page'; deleted: boolean; value: Schemas['Page'] }
  | { kind: 'highlight'; deleted: boolean; value: Schemas['Highlight'] }
  | { kind: 'todo'; deleted: boolean; value: Schemas['Todo'] }
  | { kind: 'integration'; deleted: boolean; value: Schemas['Integration'] }
  | { kind: 'record'; deleted: boolean; value: Schemas['Record'] }
  | { kind: 'notification'; deleted: boolean; value: Schemas['Notification'] }

/** Below what proxies and browsers wait for. */
const longestWaitSeconds = 25
/** A server on which too many wait already answers at once. */
const pauseMs = 5_000

/** The server does not know any more what changed since: whoever follows the changes loads the tree anew. */
export class ChangesForgotten extends ApiProblem {
  override name = 'ChangesForgotten'
}

export interface Watch {
  api: Api
  /** Where to begin: the `cursor` of the tree or of a manifest's answer; without it, at everything there is. */
  since?: string | undefined
  signal: AbortSignal
}

/**
 * One piece after the other, also empty ones when nothing happened for a while; ends with the signal's reason, or with
 * ChangesForgotten.
 */
export async function* changesSince({ api, since, signal }: Watch): AsyncGenerator<{ items: Change[]; next: string }> {
  for (let at = since ?? '0'; ; ) {
    const asked = performance.now()
    const query = { since: at, wait: longestWaitSeconds }
    const call = api.GET('/api/v1/changes', { params: { query }, signal, cache: 'no-store' })
    const { response, error } = await call
    if (response.status === 410) throw new ChangesForgotten(response, error)
    const answer = await answerTo(call)
    at = answer.next
    // The contract's `anyOf` does not say which value goes with which kind.
    yield { items: answer.items as Change[], next: at }
    if (answer.items.length === 0 && performance.now() - asked < pauseMs) await wait(pauseMs, signal)
  }
}
