// SPDX-License-Identifier: AGPL-3.0-or-later
// Usage of past months.
import { answerTo, type components } from '@rmirror/shared/api'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

export interface QuotaMonth {
  /** Milliseconds since 1970. */
  from: number
  to: number
  /** null: not counted in that month. */
  pages: number | null
  tokens: number | null
}

/** The newest first. */
export function quotaHistory(remote: Remote): RemoteQuery<QuotaMonth[]> {
  return {
    queryKey: remote.keyOf('quota history'),
    queryFn: async ({ signal }) => {
      const asked = remote.account.api.GET('/api/v1/quota/history', { signal, cache: 'no-store' })
      return (await answerTo(asked)).items.map(monthOf)
    },
    enabled: remote.user.value !== null,
    staleTime: 0,
  }
}

function monthOf({ period_start, period_end, pages, tokens }: components['schemas']['QuotaMonth']): QuotaMonth {
  const [from, to] = [Date.parse(period_start), Date.parse(period_end)]
  return { from, to, pages: pages?.used ?? null, tokens: tokens?.used ?? null }
}
