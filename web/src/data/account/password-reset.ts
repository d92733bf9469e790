// SPDX-License-Identifier: AGPL-3.0-or-later
// Choosing a new password by a link that the server mails.
import { answerTo } from '@rmirror/shared/api'
import type { Account } from './account.ts'

/** The same for an address that has no account. */
export async function requestPasswordReset({ api }: Pick<Account, 'api'>, email: string): Promise<void> {
  await answerTo(api.POST('/api/v1/auth/password-reset', { body: { email } }))
}

export interface ResetPassword {
  /** From the link. */
  token: string
  password: string
  revoke_devices: boolean
}

/** Returns the account's address. Rejects with an ApiProblem of status 410 if the link is no good any more. */
export async function resetPassword({ api }: Pick<Account, 'api'>, body: ResetPassword): Promise<string> {
  return (await answerTo(api.POST('/api/v1/auth/password-reset/complete', { body }))).email
}
