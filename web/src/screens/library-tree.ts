// SPDX-License-Identifier: AGPL-3.0-or-later
// What lies in a folder of the library, in the order and with the filter a person chose.
import { type Folder, folderPath, isInTrash, trashUuid } from '@rmirror/shared/library'
import type { Crumb } from '../components/Breadcrumbs.tsx'
import type { LibraryStore, LiveNotebook } from '../data/library.ts'
import type { Preferences } from '../data/preferences.ts'
import type { ServerNotebook, ServerShelf } from '../data/server-shelf.ts'
import { language } from '../i18n/index.ts'

/** In this browser, or only on the server. */
export type ShelvedNotebook = LiveNotebook | ServerNotebook

export function isLive(notebook: ShelvedNotebook): notebook is LiveNotebook {
  return 'pages' in notebook
}

/** What is in this browser stands before what the server knows of it. */
export function allNotebooks(library: LibraryStore, shelf: ServerShelf): ShelvedNotebook[] {
  return [...new Map<string, ShelvedNotebook>([...shelf.notebooks.value, ...library.notebooks.value]).values()]
}

export function allFolders(library: LibraryStore, shelf: ServerShelf): Folder[] {
  return [...new Map([...shelf.folders.value, ...library.folders.value]).values()]
}

export function folderHref(uuid: string): string {
  if (uuid === '') return '/'
  return uuid === trashUuid ? '/trash' : `/folders/${uuid}`
}

export function wayTo(
  folders: Folder[],
  item: { uuid: string; parent: string },
  names: { root: string; trash: string },
): Crumb[] {
  const above = folderPath(folders, item)
  const crumbs = above.map((folder) => ({ name: folder.name, href: folderHref(folder.uuid) }))
  const inTrash = isInTrash(folders, item)
  return [{ name: names.root, href: '/' }, ...(inTrash ? [{ name: names.trash, href: '/trash' }] : []), ...crumbs]
}

/** Everything below a folder, at any depth: what its card counts. */
export function countBelow(folders: Folder[], notebooks: ShelvedNotebook[], uuid: string): number {
  const below = new Set([uuid])
  // A folder may stand before its parent in the list: go on until nothing is new.
  for (let size = 0; size !== below.size; ) {
    size = below.size
    for (const folder of folders) if (below.has(folder.parent)) below.add(folder.uuid)
  }
  return notebooks.filter((notebook) => below.has(notebook.facts.parent)).length
}

export function sortNotebooks(notebooks: ShelvedNotebook[], sort: Preferences['sort']): ShelvedNotebook[] {
  const byName = new Intl.Collator(language.value, { numeric: true, sensitivity: 'base' })
  const names = (a: ShelvedNotebook, b: ShelvedNotebook) => byName.compare(a.facts.name, b.facts.name)
  const modified = (a: ShelvedNotebook, b: ShelvedNotebook) =>
    b.facts.lastModified - a.facts.lastModified || names(a, b)
  return notebooks.toSorted(sort === 'name' ? names : modified)
}

/** Stretches of time that end now; days are the calendar's. */
export const spans = ['today', 'week', 'month', 'year'] as const
export type Span = (typeof spans)[number]

/** When a span that ends at `now` began; milliseconds since 1970. */
export function startOf(span: Span, now: number): number {
  const date = new Date(now)
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  const daysBefore = { today: 0, week: 6, month: 29 }
  const start = span === 'year' ? new Date(year, 0, 1) : new Date(year, month, day - daysBefore[span])
  return start.getTime()
}

/** By name or tag, without regard to case and accents. */
export function matches(words: string, texts: string[]): boolean {
  const wanted = plain(words).trim()
  return wanted === '' || texts.some((text) => plain(text).includes(wanted))
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
