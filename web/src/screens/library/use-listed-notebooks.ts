// SPDX-License-Identifier: AGPL-3.0-or-later
// What a library screen lists: the contents of a folder, or what a search and filters find in it at any depth.
import { useLayoutEffect, useMemo } from 'preact/hooks'
import { filterNotebooks, writeFilters } from '../../data/library/filters.ts'
import type { LibraryIndex, Sort } from '../../data/library/library-index.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import { preferences } from '../../data/library/preferences.ts'
import { scopeOf } from '../../data/search/search-scope.ts'
import { useStore } from '../../data/store.ts'
import { timeZone } from '../../i18n/index.ts'
import { type FiltersInUse, useFilters } from './filters/use-filters.ts'

export interface ListedNotebooks {
  notebooks: readonly Notebook[]
  /** There are notebooks in the list or, if it isn't narrowed, in a folder below. */
  hasNotebooks: boolean
  words: string
  filters: FiltersInUse
  isNarrowed: boolean
  sort: Sort
  /** Identifies the list: another one starts at its top. */
  name: string
}

/** `workspace`: the shared workspace whose index it is; null in one's own library. */
export function useListedNotebooks(index: LibraryIndex, folder: string, workspace: string | null): ListedNotebooks {
  const { account, index: currentIndex, search } = useStore()
  const inUse = useFilters()
  const { filters } = inUse
  const { view, isReversed, sort: preferred } = preferences.value
  const sort = preferred === 'state' && !account.user.value ? 'modified' : preferred
  const words = search.words.value.trim()
  const hasFilters = inUse.list.length > 0
  const isNarrowed = words !== '' || hasFilters
  const isDeep = isNarrowed || view === 'tree'
  const zone = timeZone.value
  const notebooks = useMemo(() => {
    const listed = isDeep ? index.matching(words, folder, sort) : index.notebooksIn(folder, sort)
    const found = hasFilters ? filterNotebooks(listed, filters, index) : listed
    return isReversed ? found.toReversed() : found
  }, [index, words, folder, sort, isReversed, isDeep, filters, hasFilters, zone])
  const scope = useMemo(
    () => (hasFilters || workspace !== null ? scopeOf(currentIndex, folder, filters, workspace) : null),
    [currentIndex, index, folder, filters, hasFilters, workspace, zone],
  )
  useLayoutEffect(() => search.narrow(scope), [search, scope])
  useLayoutEffect(() => () => search.narrow(null), [search])
  const name = `${folder} ${sort} ${isReversed} ${writeFilters(filters)} ${words}`
  const hasNotebooks = isNarrowed ? notebooks.length > 0 : index.countBelow(folder) > 0
  return { notebooks, hasNotebooks, words, filters: inUse, isNarrowed, sort, name }
}
