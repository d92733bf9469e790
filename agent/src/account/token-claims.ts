// SPDX-License-Identifier: AGPL-3.0-or-later

/** What a JSON Web Token says of itself, unchecked; nothing where it is none. */
export function claimsOf(token: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return typeof claims === 'object' && claims !== null ? { ...claims } : {}
  } catch {
    return {}
  }
}
