// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { answerTo } from '@rmirror/shared/api'
import type { Deleted } from '../account/account.ts'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

/** Set after the account was deleted in this tab. */
export const farewell = signal<Deleted | null>(null)

/** Whether everything of a deleted account is gone. For guests, so it's enabled without a user. */
export function removal(remote: Remote, receipt: string): RemoteQuery<boolean> {
  const params = { path: { receipt } }
  return {
    queryKey: remote.keyOf('removal', receipt),
    queryFn: async ({ signal }) =>
      (await answerTo(remote.account.api.GET('/api/v1/removals/{receipt}', { params, signal, cache: 'no-store' })))
        .is_done,
    enabled: true,
    staleTime: 0,
  }
}
