// SPDX-License-Identifier: AGPL-3.0-or-later
// Renews the token of a computer in use before it expires.
import { isRenewalDue, renewToken } from '@rmirror/shared/api'
import { type Credential, renewCredential } from './credentials.ts'
import { claimsOf } from './token-claims.ts'

/** Returns the renewed credential, or the same one. Never rejects: a failed renewal is retried by the next command. */
export async function renewedIfDue(server: string, credential: Credential, now = Date.now()): Promise<Credential> {
  if (!isRenewalDue(expiryOf(credential), now)) return credential
  try {
    const renewed = { ...credential, ...(await renewToken({ server, token: () => credential.token })) }
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
