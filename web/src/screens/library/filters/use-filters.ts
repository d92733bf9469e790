// SPDX-License-Identifier: AGPL-3.0-or-later
// The filters of the library, which are stored in the address.
import { useMemo } from 'preact/hooks'
import { navigate, useLocationProperty } from 'wouter-preact/use-browser-location'
import {
  type Filter,
  type Filters,
  listFilters,
  noFilters,
  readFilters,
  writeFilters,
} from '../../../data/library/filters.ts'
import { useStore } from '../../../data/store.ts'
import type { SearchHistoryState } from '../../search/search-keys.ts'

export interface FiltersInUse {
  filters: Filters
  /** The active filters, one by one. */
  list: readonly Filter[]
  set: (filters: Filters) => void
  clear: () => void
}

export function useFilters(): FiltersInUse {
  const { search } = useStore()
  const hash = useLocationProperty(
    () => location.hash,
    () => '',
  )
  const { filters, list } = useMemo(() => {
    const filters = readFilters(hash)
    return { filters, list: listFilters(filters) }
  }, [hash])
  const set = (next: Filters) => {
    const written = writeFilters(next)
    const state: SearchHistoryState = { ...history.state, words: search.words.peek() }
    // Each digit typed into a date changes the filter: together they are one entry in the history.
    const replace = listFilters(next).length === list.length
    navigate(`${location.pathname}${location.search}${written && `#${written}`}`, { state, replace })
  }
  return { filters, list, set, clear: () => set(noFilters) }
}
