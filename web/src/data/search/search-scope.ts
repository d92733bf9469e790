// SPDX-License-Identifier: AGPL-3.0-or-later
// The scope of a search: what the filters of a library screen let through, on the server and in this browser.
import type { ReadonlySignal } from '@preact/signals'
import type { paths } from '@rmirror/shared/api'
import { rootUuid } from '@rmirror/shared/library'
import { startOfDay } from '../account/calendar.ts'
import { type Filters, filterNotebooks } from '../library/filters.ts'
import type { LibraryIndex } from '../library/library-index.ts'
import { countNames } from '../library/progress.ts'

type SearchQuery = paths['/api/v1/search']['get']['parameters']['query']
export type ScopeQuery = Pick<SearchQuery, 'workspace_id' | 'folder' | 'tag' | 'is_pinned' | 'state' | 'from' | 'to'>

export interface SearchScope {
  /** The scope as query parameters; null if the server can't have anything in it, such as in the trash. */
  query: ScopeQuery | null
  /** Uuids of the notebooks in the scope, as the library is now. */
  among: () => ReadonlySet<string>
  /** Each must be on the page or its notebook. */
  tags: readonly string[]
  /** Scopes with the same name are equal. */
  name: string
}

/**
 * `within`: the folder of the screen, "" for the root, "trash", or a uuid. `workspace`: the shared workspace whose index
 * it is; null in one's own library.
 */
export function scopeOf(
  index: ReadonlySignal<LibraryIndex>,
  within: string,
  filters: Filters,
  workspace: string | null = null,
): SearchScope {
  const inFolder = queryOf(index.value, within, filters)
  const query = inFolder && { ...inFolder, ...(workspace !== null && { workspace_id: workspace }) }
  const among = () => {
    const now = index.peek()
    return new Set(filterNotebooks(now.matching('', within, 'name'), filters, now).map(({ uuid }) => uuid))
  }
  return { query, among, tags: filters.tags, name: JSON.stringify([query, within, filters]) }
}

function queryOf(index: LibraryIndex, within: string, filters: Filters): ScopeQuery | null {
  const { tags, starred, states, since, until } = filters
  const folder = innerOf(index, within, filters.folder)
  // An address may name a folder that doesn't exist, which the server would refuse.
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

/** The inner one of two nested folders; null if neither contains the other. */
function innerOf(index: LibraryIndex, within: string, chosen: string | null): string | null {
  if (chosen === null || index.foldersBelow(chosen).has(within)) return within
  return index.foldersBelow(within).has(chosen) ? chosen : null
}

/** While a year is being typed it may be anything; no notebook is older than 1970. */
function timeOf(milliseconds: number): string {
  return new Date(Math.min(Math.max(milliseconds, 0), Date.UTC(9999, 0))).toISOString()
}
