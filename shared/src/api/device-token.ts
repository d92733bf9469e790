// SPDX-License-Identifier: AGPL-3.0-or-later
// The token of a device: its form, and its renewal before it expires.
import { type ApiOptions, answerTo, createApi } from './client.ts'
import type { IssuedToken } from './device-login.ts'

/** Tokens last thirty days and are renewed from the twentieth on. */
const dueMs = 10 * 24 * 60 * 60_000
/** Short, because everything else waits for this first. */
const retryPolicy = { maxAttempts: 1, maxAttemptsUntilFirstAnswer: 1, firstWaitMs: 0, maxWaitMs: 0, answerMs: 10_000 }

/** A token is sent in a header, so it can't have characters that are invalid there. */
export function isToken(text: string): boolean {
  return /^[\w.~+/=-]{1,4096}$/.test(text)
}

/** `expiresAt`: milliseconds since 1970; undefined if unknown. An expired token can't be renewed. */
export function isRenewalDue(expiresAt: number | undefined, now = Date.now()): boolean {
  return expiresAt !== undefined && expiresAt - now <= dueMs && expiresAt > now
}

/** Store the new token before the old one is discarded: the old one is refused after ten minutes. */
export async function renewToken({
  server,
  token,
  fetch,
}: Pick<ApiOptions, 'server' | 'token' | 'fetch'>): Promise<IssuedToken> {
  const api = createApi({ server, ...(token && { token }), ...(fetch && { fetch }), retryPolicy })
  const { access_token, agent_token } = await answerTo(api.POST('/api/v1/auth/agent-token/renew'))
  return { token: access_token, expires_at: agent_token.expires_at }
}
