// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetches what the user excluded from sync, before anything is sent.
import { everything, type Selection } from '../library/index.ts'
import { type Api, answerTo } from './client.ts'
import { ApiProblem } from './problem.ts'

/** Nothing is excluded on servers too old to have a selection. */
export async function fetchSelection(api: Api, signal: AbortSignal): Promise<Selection> {
  try {
    return await answerTo(api.GET('/api/v1/sync/selection', { signal, cache: 'no-store' }))
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return everything
    throw error
  }
}
