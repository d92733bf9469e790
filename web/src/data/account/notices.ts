// SPDX-License-Identifier: AGPL-3.0-or-later
// Where notices go: the account's address, whether its mail arrives, and which topics are mailed.
import { answerTo, type components } from '@rmirror/shared/api'
import type { Account } from './account.ts'

export type Notices = components['schemas']['Notices']
export type Topic = keyof Notices['mail']
/** The ways that notices go beside the dashboard. */
export type Channel = 'mail' | 'webhook'

type WithApi = Pick<Account, 'api'>

export async function fetchNotices({ api }: WithApi, signal: AbortSignal): Promise<Notices> {
  return answerTo(api.GET('/api/v1/me/notices', { signal, cache: 'no-store' }))
}

export async function chooseTopic({ api }: WithApi, channel: Channel, topic: Topic, isOn: boolean): Promise<Notices> {
  return answerTo(api.PATCH('/api/v1/me/notices', { body: { [channel]: { [topic]: isOn } } }))
}

/** Sends notices to a program's address from now on. Rejects unless it repeats a challenge. */
export async function putReceiver({ api }: WithApi, address: string): Promise<Notices> {
  return answerTo(api.PUT('/api/v1/me/notices/receiver', { body: { address } }))
}

export async function removeReceiver({ api }: WithApi): Promise<void> {
  await answerTo(api.DELETE('/api/v1/me/notices/receiver'))
}

/** Mails a link that confirms the account's address. */
export async function sendConfirmation({ api }: WithApi): Promise<void> {
  await answerTo(api.POST('/api/v1/me/email/confirmation'))
}

/** Mails a link to the new address; it changes when the link is opened. */
export async function requestAddress({ api }: WithApi, email: string, password: string): Promise<void> {
  await answerTo(api.POST('/api/v1/me/email', { body: { email, password } }))
}

/** Returns the address. Rejects with an ApiProblem of status 409 or 410 if it can't be confirmed by this link. */
export async function confirmAddress({ api }: WithApi, token: string): Promise<string> {
  return (await answerTo(api.POST('/api/v1/auth/confirm-address', { body: { token } }))).email
}
