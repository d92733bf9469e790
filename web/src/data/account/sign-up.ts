// SPDX-License-Identifier: AGPL-3.0-or-later
// How people get in: who can create an account on this server, and whether it mails links for new passwords.
import { answerTo, type paths } from '@rmirror/shared/api'
import type { Account } from './account.ts'

type Answer = paths['/api/v1/auth/signup']['get']['responses'][200]['content']['application/json']
export interface WaysIn {
  signUp: Answer['mode']
  canResetPassword: boolean
}

export async function fetchWaysIn({ api }: Pick<Account, 'api'>, signal: AbortSignal): Promise<WaysIn> {
  const { mode, password_reset } = await answerTo(api.GET('/api/v1/auth/signup', { signal, cache: 'no-store' }))
  return { signUp: mode, canResetPassword: password_reset }
}

/** The same for an address that is on the list already. */
export async function joinWaitlist({ api }: Pick<Account, 'api'>, email: string): Promise<void> {
  await answerTo(api.POST('/api/v1/waitlist', { body: { email } }))
}
