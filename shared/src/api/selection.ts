// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Selection } from '../library/index.ts'
import { type Api, answerTo } from './client.ts'

/** What the user excluded from sync. Fetched before anything is sent. */
export function fetchSelection(api: Api, signal: AbortSignal): Promise<Selection> {
  return answerTo(api.GET('/api/v1/sync/selection', { signal, cache: 'no-store' }))
}
