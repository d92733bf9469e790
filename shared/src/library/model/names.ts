// SPDX-License-Identifier: AGPL-3.0-or-later
// File names that are valid on every system. Windows is the strictest; Unicode is kept.

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file: reserved with any extension, superscript digits too.
const reservedOnWindows = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\.|$)/i
// Bidirectional controls are removed too: they make "gpj.exe" look like "exe.jpg".
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
const unsafeCharacters = /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g
const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

// ext4 allows 255 bytes of UTF-8, NTFS and APFS 255 UTF-16 units. The rest is reserved for suffixes: " (12)", ".png".
const maxNameBytes = 255
const bytesForSuffix = 24
const utf8 = new TextEncoder()

/** `name` as a path segment valid on Windows, macOS and Linux. Never empty and deterministic. */
export function safeFileName(name: string, fallback = 'Untitled'): string {
  const cleaned = trimEnds(
    name.normalize('NFC').replace(loneSurrogates, '\ufffd').replace(unsafeCharacters, ' ').replace(/\s+/g, ' '),
  )
  const short = trimEnds(shorten(cleaned, maxNameBytes - bytesForSuffix))
  if (short === '') return fallback
  return short.replace(reservedOnWindows, '$1_')
}

// Windows drops trailing dots and spaces; a leading dot hides the file elsewhere.
function trimEnds(name: string): string {
  return name.replace(/^[\s.]+/, '').replace(/[\s.]+$/, '')
}

/** Cuts at a grapheme boundary: never inside an emoji or before an accent. */
function shorten(name: string, maxBytes: number): string {
  if (utf8.encode(name).length <= maxBytes) return name
  let kept = ''
  let bytes = 0
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    bytes += utf8.encode(segment).length
    if (bytes > maxBytes) break
    kept += segment
  }
  return kept
}

/**
 * Safe names for items of one folder. Of names that would collide, also by case alone, later ones get " (2)", " (3)".
 */
export function uniqueNames(names: string[]): string[] {
  const taken = new Set<string>()
  // Thousands of notebooks may share a name, so counting continues where it ended.
  const nextCopy = new Map<string, number>()
  return names.map((name) => {
    const safe = safeFileName(name)
    let candidate = safe
    let copy = nextCopy.get(collisionKey(safe)) ?? 2
    for (; taken.has(collisionKey(candidate)); copy++) candidate = `${safe} (${copy})`
    nextCopy.set(collisionKey(safe), copy)
    taken.add(collisionKey(candidate))
    return candidate
  })
}

/** Equal for names that are one file on some system: Windows and macOS ignore case, macOS also Unicode's forms. */
export function collisionKey(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

/** "001.png": sorts in page order in any file manager. `pageCount` widens the number if three digits aren't enough. */
export function pageFileName(number: number, extension: string, pageCount = 0): string {
  const digits = Math.max(3, String(pageCount).length)
  return `${String(number).padStart(digits, '0')}.${extension}`
}
