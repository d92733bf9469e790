// SPDX-License-Identifier: AGPL-3.0-or-later
// Connecting a service on its consent screen (OAuth), and the connections that were made.
import { ApiProblem, answerTo, type components } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { OAuthRedirect } from './oauth-return.ts'
import type { Queries, RemoteQuery } from './remote-query.ts'

type Asked = Pick<Account, 'api'>

export type Connection = components['schemas']['Connection']

const at = (provider: string) => ({ path: { provider } })

/** Of all services, the oldest first. */
export async function fetchConnections({ api }: Asked, signal: AbortSignal): Promise<Connection[]> {
  const { items } = await answerTo(api.GET('/api/v1/connections', { signal, cache: 'no-store' }))
  return items.toSorted((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at))
}

/** The same as a query. The change feed doesn't report them: refetched on mount. */
export function connectionsOf(remote: Queries): RemoteQuery<Connection[]> {
  return { ...remote.query(['connections'], ({ signal }) => fetchConnections(remote.account, signal)), staleTime: 0 }
}

/** Returns the address at the service where the user gives consent. */
export async function startOAuth({ api }: Asked, provider: string): Promise<string> {
  const { url } = await answerTo(api.POST('/api/v1/connections/{provider}/authorize', { params: at(provider) }))
  // A link with another scheme could run scripts in this page.
  if (!/^https?:/.test(url)) throw new Error(`Not a web address: ${url}`)
  return url
}

/** Finishes with the parameters of the redirect. */
export async function completeOAuth({ api }: Asked, provider: string, redirect: OAuthRedirect): Promise<Connection> {
  const { state } = redirect
  // Without the state the server can't tell whose refusal it is, and needn't know of it.
  if (state === null) throw refusedThere(redirect)
  return answerTo(
    api.POST('/api/v1/connections/{provider}/callback', { params: at(provider), body: { ...redirect, state } }),
  )
}

/** What the server would answer. */
function refusedThere(redirect: OAuthRedirect): ApiProblem {
  const isDenied = 'error' in redirect && redirect.error === 'access_denied'
  return new ApiProblem(new Response(null, { status: 409 }), { type: isDenied ? 'access_denied' : 'connect_again' })
}

/** A connection that is already gone (404) is no error. */
export async function disconnect({ api }: Asked, { id }: Pick<Connection, 'id'>): Promise<void> {
  try {
    await answerTo(api.DELETE('/api/v1/connections/{id}', { params: { path: { id } } }))
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
}
