// SPDX-License-Identifier: AGPL-3.0-or-later
// Filters of the library. They are kept in the URL's fragment, so that reload, back and shared links restore them.
// Unlike a query string, a fragment is never sent to a server, which would reveal the tags of guests.
import { readDay, startOfDay } from '../account/calendar.ts'
import type { LibraryIndex } from './library-index.ts'
import type { Notebook } from './notebook.ts'
import { isInState, type SyncState, syncStates } from './progress.ts'

export interface Filters {
  /** A notebook must have all of these tags, itself or on its pages. */
  tags: readonly string[]
  /** Only favourites. */
  starred: boolean
  /** The uuid of a folder; includes its contents at any depth. */
  folder: string | null
  /** A notebook must be in at least one of them. */
  states: readonly SyncState[]
  /** Days in the user's time zone, such as 2026-11-25, both inclusive. */
  since: string | null
  until: string | null
}

export const noFilters: Filters = { tags: [], starred: false, folder: null, states: [], since: null, until: null }

/** A single filter, as it's shown and removed. */
export type Filter =
  | { by: 'tag'; tag: string }
  | { by: 'starred' }
  | { by: 'folder'; folder: string }
  | { by: 'state'; state: SyncState }
  | { by: 'since' | 'until'; day: string }

export function listFilters({ tags, starred, folder, states, since, until }: Filters): Filter[] {
  return [
    ...tags.map((tag): Filter => ({ by: 'tag', tag })),
    ...(starred ? [{ by: 'starred' } as const] : []),
    ...(folder === null ? [] : [{ by: 'folder', folder } as const]),
    ...states.map((state): Filter => ({ by: 'state', state })),
    ...(since === null ? [] : [{ by: 'since', day: since } as const]),
    ...(until === null ? [] : [{ by: 'until', day: until } as const]),
  ]
}

export function withoutFilter(filters: Filters, filter: Filter): Filters {
  switch (filter.by) {
    case 'tag':
      return { ...filters, tags: filters.tags.filter((tag) => tag !== filter.tag) }
    case 'state':
      return { ...filters, states: filters.states.filter((state) => state !== filter.state) }
    default:
      return { ...filters, [filter.by]: noFilters[filter.by] }
  }
}

/** The notebooks that pass every filter, in the given order. */
export function filterNotebooks(notebooks: readonly Notebook[], filters: Filters, index: LibraryIndex): Notebook[] {
  const { tags, starred, states } = filters
  const folders = filters.folder === null ? null : index.foldersBelow(filters.folder)
  const since = filters.since === null ? Number.NEGATIVE_INFINITY : startOfDay(filters.since)
  const end = filters.until === null ? Number.POSITIVE_INFINITY : startOfDay(filters.until, 1)
  return notebooks.filter((notebook) => {
    const { lastModified, pinned } = notebook.facts
    return (
      (!starred || pinned) &&
      lastModified >= since &&
      lastModified < end &&
      tags.every((tag) => notebook.allTags.has(tag)) &&
      (states.length === 0 || states.some((state) => isInState(notebook, state))) &&
      (folders === null || folders.has(index.folderOf(notebook)))
    )
  })
}

/** The URL fragment, without its #; "" without filters. */
export function writeFilters(filters: Filters): string {
  const parts = new URLSearchParams()
  for (const tag of filters.tags) parts.append('tag', tag)
  if (filters.starred) parts.append('starred', 'yes')
  if (filters.folder !== null) parts.append('folder', filters.folder)
  for (const state of filters.states) parts.append('state', state)
  if (filters.since !== null) parts.append('since', filters.since)
  if (filters.until !== null) parts.append('until', filters.until)
  return parts.toString()
}

const maxTags = 20

/** Ignores what it can't parse: addresses are edited, truncated and made by other versions. */
export function readFilters(hash: string): Filters {
  const parts = new URLSearchParams(hash.replace(/^#/, ''))
  const tags = parts.getAll('tag').filter((tag) => tag !== '')
  const states = parts.getAll('state')
  return {
    tags: [...new Set(tags)].slice(0, maxTags),
    starred: parts.get('starred') === 'yes',
    folder: parts.get('folder') || null,
    states: syncStates.filter((state) => states.includes(state)),
    since: readDay(parts.get('since')),
    until: readDay(parts.get('until')),
  }
}
