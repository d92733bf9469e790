// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * 12 hex digits that tell one version of a text from another: cyrb53, which isn't cryptographic. Line ends and white
 * space at the end don't count, because sync programs and editors change them.
 */
export function checksum(text: string): string {
  let [one, two] = [0xdeadbeef, 0x41c6ce57]
  for (const character of text.replace(/\r\n?/g, '\n').trimEnd()) {
    const code = character.codePointAt(0) ?? 0
    one = Math.imul(one ^ code, 2654435761)
    two = Math.imul(two ^ code, 1597334677)
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  const high = (two & 0xffff).toString(16).padStart(4, '0')
  return `${high}${(one >>> 0).toString(16).padStart(8, '0')}`
}
