// SPDX-License-Identifier: AGPL-3.0-or-later
// The account's quota: what the server still transcribes this month, and its other limits.
import { answerTo, type components } from '@rmirror/shared/api'
import type { Account } from './account.ts'

export type Quota = components['schemas']['Quota']

export function fetchQuota({ api }: Pick<Account, 'api'>, signal: AbortSignal): Promise<Quota> {
  return answerTo(api.GET('/api/v1/quota', { signal, cache: 'no-store' }))
}
