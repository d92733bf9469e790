// SPDX-License-Identifier: AGPL-3.0-or-later
// The addresses of notebooks, pages and exports as resources. They name ids, never paths.

export type Place =
  | { kind: 'notebook'; notebook: string }
  | { kind: 'page' | 'picture'; notebook: string; page: number }
  | { kind: 'export'; notebook: string; format: string }

const form = /^rmirror:\/\/notebook\/([\w-]{1,100})(?:\/page\/([1-9]\d{0,6})(\/picture)?|\/export\/([a-z]{1,10}))?$/

export const uriOf = (place: Place): string => {
  const { kind, notebook } = place
  const base = `rmirror://notebook/${notebook}`
  if (kind === 'notebook') return base
  if (kind === 'export') return `${base}/export/${place.format}`
  return `${base}/page/${place.page}${kind === 'picture' ? '/picture' : ''}`
}

/** Undefined if it isn't such an address. */
export function placeAt(uri: string): Place | undefined {
  const [, notebook, page, picture, format] = form.exec(uri) ?? []
  if (notebook === undefined) return undefined
  if (format !== undefined) return { kind: 'export', notebook, format }
  if (page === undefined) return { kind: 'notebook', notebook }
  return { kind: picture === undefined ? 'page' : 'picture', notebook, page: Number(page) }
}
