// SPDX-License-Identifier: AGPL-3.0-or-later
// The user's accounts at other services by which they sign in to this one.
import { ApiProblem, answerTo, type components } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { ProviderReturn } from './providers.ts'
import type { Queries, RemoteQuery } from './remote-query.ts'

export type Identity = components['schemas']['Identity']

type Asked = Pick<Account, 'api' | 'streamingApi'>

/** Oldest first. The change feed doesn't report them: refetched on mount. */
export function identitiesOf(remote: Queries): RemoteQuery<Identity[]> {
  const ask = async ({ signal }: { signal: AbortSignal }) =>
    (await answerTo(remote.account.api.GET('/api/v1/auth/identities', { signal, cache: 'no-store' }))).identities
  return { ...remote.query(['identities'], ask), staleTime: 0 }
}

/** Sent once: the state is good for one request. */
export async function connectIdentity(account: Asked, provider: string, returned: ProviderReturn): Promise<void> {
  const params = { path: { provider } }
  await answerTo(account.streamingApi.POST('/api/v1/auth/identities/{provider}/callback', { params, body: returned }))
}

/** One that is already gone (404) is no error. */
export async function disconnectIdentity({ api }: Pick<Asked, 'api'>, { id }: Pick<Identity, 'id'>): Promise<void> {
  try {
    await answerTo(api.DELETE('/api/v1/auth/identities/{id}', { params: { path: { id } } }))
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
}
