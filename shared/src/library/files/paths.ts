// SPDX-License-Identifier: AGPL-3.0-or-later
// Takes apart paths from drops and archives. They are never passed to a file system.

export interface NameParts {
  /** "" at the top level. */
  folder: string
  /** Without the extension. */
  stem: string
  /** Lower case, without the dot; "" if there is none. */
  extension: string
}

/** `a/./b//c` and `/a/b/c` become `a/b/c`. `..` is dropped, not resolved. */
export function tidyPath(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .join('/')
}

/**
 * The path of an archive's entry with `/` between folders; null if it points outside the archive or at a drive. Drops
 * one leading `/`, with which some tools that write reMarkable archives begin every entry.
 */
export function safeEntryPath(name: string): string | null {
  const path = name.replaceAll('\\', '/')
  if (path.startsWith('//') || /^\/?[a-z]:/i.test(path) || path.includes('\0')) return null
  if (path.split('/').includes('..')) return null
  return tidyPath(path) || null
}

export function nameParts(path: string): NameParts {
  const slash = path.lastIndexOf('/')
  const name = path.slice(slash + 1)
  const dot = name.lastIndexOf('.')
  return {
    folder: path.slice(0, Math.max(slash, 0)),
    stem: dot > 0 ? name.slice(0, dot) : name,
    extension: dot > 0 ? name.slice(dot + 1).toLowerCase() : '',
  }
}

export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** The last segment of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Natural order, "a2" before "a10", the same on every system. */
export function naturalOrder(a: string, b: string): number {
  return natural.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
const natural = new Intl.Collator('en', { numeric: true })
