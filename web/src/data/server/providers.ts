// SPDX-License-Identifier: AGPL-3.0-or-later
// Services at which people sign in to this server on a screen of theirs, and the way there and back.
import { ApiProblem, answerTo, type components } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { OAuthRedirect } from './oauth-return.ts'
import type { Queries, RemoteQuery } from './remote-query.ts'

export type Provider = components['schemas']['SignInProvider']
export type ProviderReturn = components['schemas']['ReturnFromProvider']

/** For guests too, so it's enabled without a user. Without an answer, people use a password. */
export function providersOf(remote: Queries): RemoteQuery<Provider[]> {
  const ask = async ({ signal }: { signal: AbortSignal }) =>
    (await answerTo(remote.account.api.GET('/api/v1/auth/providers', { signal, cache: 'no-store' }))).providers
  return { ...remote.query(['providers'], ask), enabled: true }
}

/** What the tab remembers while its user is at a provider. */
export interface VisitNote {
  /** The screen that required signing in. */
  next: string
  /** The code of an invitation. */
  invitation?: string | undefined
}

const noteKey = 'rmirror.visit'

/** Leads to the provider's screen, to sign in. */
export async function visitProvider(account: Pick<Account, 'api'>, provider: string, note: VisitNote): Promise<void> {
  const params = { path: { provider } }
  const { url } = await answerTo(account.api.POST('/api/v1/auth/providers/{provider}/authorize', { params }))
  sessionStorage.setItem(noteKey, JSON.stringify(note))
  open(url)
}

/** Leads to the provider's screen, to connect an account there with the user's. */
export async function visitToConnect(account: Pick<Account, 'api'>, provider: string): Promise<void> {
  const params = { path: { provider } }
  const { url } = await answerTo(account.api.POST('/api/v1/auth/identities/{provider}/authorize', { params }))
  open(url)
}

function open(url: string): void {
  // A link with another scheme could run scripts in this page.
  if (!/^https?:/.test(url)) throw new Error(`Not a web address: ${url}`)
  location.assign(url)
}

/** Handed out once. */
export function takeVisitNote(): VisitNote | null {
  const note = sessionStorage.getItem(noteKey)
  sessionStorage.removeItem(noteKey)
  return JSON.parse(note ?? 'null') as VisitNote | null
}

/** The redirect as the server takes it. Rejects as the server would, if it can't be told whose it is. */
export function returnFrom(redirect: OAuthRedirect): ProviderReturn {
  const { state } = redirect
  if (state === null) throw new ApiProblem(new Response(null, { status: 409 }), { type: 'start_again' })
  return { ...redirect, state }
}
