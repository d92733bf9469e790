// SPDX-License-Identifier: AGPL-3.0-or-later
const alphabet = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
const padding = '='.charCodeAt(0)

/** By table, because strings of every byte, as btoa() takes them, are ten times as slow. */
export function base64(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4)
  let at = 0
  for (let from = 0; from < bytes.length; from += 3) {
    const [first = 0, second = 0, third = 0] = [bytes[from], bytes[from + 1], bytes[from + 2]]
    const bits = (first << 16) | (second << 8) | third
    for (const shift of [18, 12, 6, 0]) text[at++] = alphabet[(bits >> shift) & 63] ?? 0
  }
  const rest = bytes.length % 3
  if (rest > 0) text.fill(padding, text.length - (3 - rest))
  return new TextDecoder().decode(text)
}

const imageTypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
}

/** Undefined unless every app shows such images. */
export function imageTypeOf(fileName: string): string | undefined {
  return imageTypes[/\.([^.]*)$/.exec(fileName)?.[1]?.toLowerCase() ?? '']
}
