// SPDX-License-Identifier: AGPL-3.0-or-later
// "Export all" of a library screen: exports what is listed there, and all full-text search results.
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { LibraryIndex } from '../../data/library/library-index.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import type { AllFound } from '../../data/search/search.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import type { ListedNotebooks } from './use-listed-notebooks.ts'

interface Collected {
  notebooks: readonly Notebook[]
  /** Sentence on what is missing of everything that was to be exported. */
  lacks?: string
}

interface ExportAll {
  canExport: boolean
  isCollecting: boolean
  /** What is to be exported, once it is known. */
  collected: Collected | null
  start: () => void
  close: () => void
}

export function useExportAll(index: LibraryIndex, folder: string, shown: ListedNotebooks): ExportAll {
  const { search } = useStore()
  const collected = useSignal<Collected | null>(null)
  const isCollecting = useSignal(false)
  const controller = useRef<AbortController>()
  const { notebooks, hasNotebooks, words, isNarrowed, sort, name } = shown
  // A pending request was for the previous list.
  useEffect(() => () => controller.current?.abort(), [name])
  const state = search.state.value
  const hits = state.kind === 'idle' ? [] : (state.finding?.items ?? [])

  const start = async () => {
    const listed = isNarrowed ? notebooks : index.matching('', folder, sort)
    if (words === '') {
      collected.value = { notebooks: listed }
      return
    }
    if (isCollecting.peek()) return
    controller.current = new AbortController()
    const { signal } = controller.current
    isCollecting.value = true
    try {
      const found = await search.all(signal)
      const known = new Set(listed.map(({ uuid }) => uuid))
      const further = index.inOrder(sort).filter(({ uuid }) => found.uuids.has(uuid) && !known.has(uuid))
      collected.value = { notebooks: [...listed, ...further], ...lackOf(found) }
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      isCollecting.value = false
    }
  }
  return {
    canExport: hasNotebooks || hits.length > 0,
    isCollecting: isCollecting.value,
    collected: collected.value,
    start: () => void start(),
    close: () => (collected.value = null),
  }
}

function lackOf({ failure, isComplete }: AllFound): { lacks?: string } {
  if (failure) return { lacks: `${serverText(failure)} ${t('exportSeveral.partlySearched')}` }
  return isComplete ? {} : { lacks: t('exportSeveral.newest') }
}
