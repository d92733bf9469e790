// SPDX-License-Identifier: AGPL-3.0-or-later

/** The SHA-256 of the content, as on the server. */
export async function contentEtag(content: string): Promise<string> {
  const bytes = new TextEncoder().encode(content)
  // Browsers have no SHA-256 on insecure origins. There, ETags only have to differ from one another.
  if (!crypto.subtle) return weakHash(content).padEnd(64, '0')
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** FNV-1a with two seeds, and the length. */
function weakHash(text: string): string {
  let [a, b] = [0x811c9dc5, 0x1b873593]
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ unit, 0x01000197)
  }
  return [a, b, text.length].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('')
}
