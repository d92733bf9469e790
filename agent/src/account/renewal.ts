// SPDX-License-Identifier: AGPL-3.0-or-later
// Renews the token of a computer in use before it expires.
import { answerTo, createApi } from '@rmirror/shared/api'
import { type Credential, renewCredential } from './credentials.ts'
import { claimsOf } from './token-claims.ts'

/** Tokens last thirty days and are renewed from the twentieth on. */
const dueMs = 10 * 24 * 60 * 60_000
/** Short, because every command waits for this first. */
const retryPolicy = { maxAttempts: 1, maxAttemptsUntilFirstAnswer: 1, firstWaitMs: 0, maxWaitMs: 0, answerMs: 10_000 }

/** Returns the renewed credential, or the same one. Never rejects: a failed renewal is retried by the next command. */
export async function renewedIfDue(server: string, credential: Credential, now = Date.now()): Promise<Credential> {
  const expiresAt = expiryOf(credential)
  if (expiresAt === undefined || expiresAt - now > dueMs || expiresAt <= now) return credential
  try {
    const api = createApi({ server, token: () => credential.token, retryPolicy })
    const { access_token, agent_token } = await answerTo(api.POST('/api/v1/auth/agent-token/renew'))
    const renewed = { ...credential, token: access_token, expires_at: agent_token.expires_at }
    await renewCredential(server, renewed)
    return renewed
  } catch {
    return credential
  }
}

/** Milliseconds since 1970; undefined if unknown. */
function expiryOf({ expires_at, token }: Credential): number | undefined {
  if (expires_at !== undefined) return Date.parse(expires_at)
  const { exp } = claimsOf(token)
  return typeof exp === 'number' ? exp * 1000 : undefined
}
