// SPDX-License-Identifier: AGPL-3.0-or-later
// The token of a machine in use is renewed before it expires.
import { answerTo, createApi } from '@rmirror/shared/api'
import { type Credential, renewCredential } from './credentials.ts'
import { claimsOf } from './token-claims.ts'

/** Tokens last thirty days: one that is twenty days old is renewed. */
const dueMs = 10 * 24 * 60 * 60_000
/** Whoever waits for this waits for something else. */
const patience = { tries: 1, firstTries: 1, firstWaitMs: 0, longestWaitMs: 0, answerMs: 10_000 }

/** The credential, or the one that took its place. Never rejects: what fails is tried again the next time. */
export async function renewedIfDue(server: string, credential: Credential, now = Date.now()): Promise<Credential> {
  const expiresAt = expiryOf(credential)
  if (expiresAt === undefined || expiresAt - now > dueMs || expiresAt <= now) return credential
  try {
    const api = createApi({ server, token: () => credential.token, patience })
    const { access_token, agent_token } = await answerTo(api.POST('/api/v1/auth/agent-token/renew'))
    const renewed = { ...credential, token: access_token, expires_at: agent_token.expires_at }
    await renewCredential(server, renewed)
    return renewed
  } catch {
    return credential
  }
}

/** Milliseconds since 1970; undefined: nobody said. */
function expiryOf({ expires_at, token }: Credential): number | undefined {
  if (expires_at !== undefined) return Date.parse(expires_at)
  const { exp } = claimsOf(token)
  return typeof exp === 'number' ? exp * 1000 : undefined
}
