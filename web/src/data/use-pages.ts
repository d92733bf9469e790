// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { useMemo } from 'preact/hooks'
import type { Notebook } from './library/notebook.ts'
import { type Page, pagesOf } from './library/page.ts'
import { useStore } from './store.ts'

/** null: neither in this browser nor, as far as known, on the server. */
export function useNotebook(uuid: string): Notebook | null {
  return useStore().index.value.notebooks.get(uuid) ?? null
}

interface PagesOf {
  /** null while loading; older ones stay while newer ones load. */
  pages: Page[] | null
  /** Why the server's pages are missing. */
  error: unknown
  retry: () => void
}

export function usePages(notebook: Notebook): PagesOf {
  const { remote } = useStore()
  const { data = null, error, refetch } = useQuery(remote.pages(notebook.there ? notebook.uuid : null))
  return { pages: useMemo(() => pagesOf(notebook, data), [notebook, data]), error, retry: () => void refetch() }
}
