// SPDX-License-Identifier: AGPL-3.0-or-later
// Where words are looked for: in what the filters of a library screen let through, on the server as in this browser.
import type { ReadonlySignal } from '@preact/signals'
import type { paths } from '@rmirror/shared/api'
import { rootUuid } from '@rmirror/shared/library'
import { startOfDay } from './calendar.ts'
import { type Filters, filterNotebooks } from './filters.ts'
import type { LibraryIndex } from './library-index.ts'
import { countNames } from './progress.ts'

type SearchQuery = paths['/api/v1/search']['get']['parameters']['query']
export type ScopeQuery = Pick<SearchQuery, 'folder' | 'tag' | 'is_pinned' | 'state' | 'from' | 'to'>

export interface SearchScope {
  /** The same for the server; null where nothing of the server can be in it, such as the trash. */
  query: ScopeQuery | null
  /** The uuids of its notebooks, as the library is now. */
  among: () => ReadonlySet<string>
  /** A page must have all of them, or its notebook. */
  tags: readonly string[]
  /** Scopes of the same name are the same. */
  name: string
}

/** `within`: the folder of the screen, "" for the root, "trash", or a uuid. */
export function scopeOf(index: ReadonlySignal<LibraryIndex>, within: string, filters: Filters): SearchScope {
  const query = queryOf(index.value, within, filters)
  const among = () => {
    const now = index.peek()
    return new Set(filterNotebooks(now.matching('', within, 'name'), filters, now).map(({ uuid }) => uuid))
  }
  return { query, among, tags: filters.tags, name: JSON.stringify([query, within, filters]) }
}

function queryOf(index: LibraryIndex, within: string, filters: Filters): ScopeQuery | null {
  const { tags, starred, states, since, until } = filters
  const folder = innerOf(index, within, filters.folder)
  // An address may name a folder that never was, which the server would refuse.
  if (folder === null || (folder !== rootUuid && !index.folders.has(folder))) return null
  return {
    ...(folder !== rootUuid && { folder }),
    ...(tags.length > 0 && { tag: [...tags] }),
    ...(starred && { is_pinned: true }),
    ...(states.length > 0 && { state: states.map((state) => countNames[state]) }),
    ...(since !== null && { from: timeOf(startOfDay(since)) }),
    ...(until !== null && { to: timeOf(startOfDay(until, 1)) }),
  }
}

/** The one of the two that lies in the other; null where neither does. */
function innerOf(index: LibraryIndex, within: string, chosen: string | null): string | null {
  if (chosen === null || index.foldersBelow(chosen).has(within)) return within
  return index.foldersBelow(within).has(chosen) ? chosen : null
}

/** While a year is typed it is any; no notebook is older than 1970. */
function timeOf(milliseconds: number): string {
  return new Date(Math.min(Math.max(milliseconds, 0), Date.UTC(9999, 0))).toISOString()
}
