// SPDX-License-Identifier: AGPL-3.0-or-later

/** The claims of a JSON Web Token, unverified; empty if it isn't one. */
export function claimsOf(token: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return typeof claims === 'object' && claims !== null ? { ...claims } : {}
  } catch {
    return {}
  }
}
