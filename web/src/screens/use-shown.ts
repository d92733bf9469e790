// SPDX-License-Identifier: AGPL-3.0-or-later
// What a library screen lists: the contents of a folder, or what words and filters find in it at any depth.
import { useMemo } from 'preact/hooks'
import { filterNotebooks, writeFilters } from '../data/filters.ts'
import type { LibraryIndex, Sort } from '../data/library-index.ts'
import type { Notebook } from '../data/notebook.ts'
import { preferences } from '../data/preferences.ts'
import { useStore } from '../data/store.ts'
import { type FiltersInUse, useFilters } from './use-filters.ts'

export interface Shown {
  notebooks: readonly Notebook[]
  words: string
  filters: FiltersInUse
  /** The uuids of all that filters let through, whatever the words are; null unless there are both. */
  among: ReadonlySet<string> | null
  isNarrowed: boolean
  sort: Sort
  /** Names the list: another one begins at its top. */
  name: string
}

export function useShown(index: LibraryIndex, folder: string): Shown {
  const { account, search } = useStore()
  const inUse = useFilters()
  const { filters } = inUse
  const { view, isReversed, sort: preferred } = preferences.value
  const sort = preferred === 'state' && !account.user.value ? 'modified' : preferred
  const words = search.words.value.trim()
  const hasFilters = inUse.list.length > 0
  const isNarrowed = words !== '' || hasFilters
  const isDeep = isNarrowed || view === 'tree'
  const notebooks = useMemo(() => {
    const listed = isDeep ? index.matching(words, folder, sort) : index.notebooksIn(folder, sort)
    const found = hasFilters ? filterNotebooks(listed, filters, index) : listed
    return isReversed ? found.toReversed() : found
  }, [index, words, folder, sort, isReversed, isDeep, filters, hasFilters])
  const narrowsSearch = hasFilters && words !== ''
  const among = useMemo(() => {
    if (!narrowsSearch) return null
    return new Set(filterNotebooks(index.matching('', folder, sort), filters, index).map(({ uuid }) => uuid))
  }, [index, folder, sort, filters, narrowsSearch])
  const name = `${folder} ${sort} ${isReversed} ${writeFilters(filters)} ${words}`
  return { notebooks, words, filters: inUse, among, isNarrowed, sort, name }
}
