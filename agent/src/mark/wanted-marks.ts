// SPDX-License-Identifier: AGPL-3.0-or-later
// Which pages of a tablet are marked: those that the server has read as they are on the tablet now.
import { type Api, fetchPages, fetchTree, forEachConcurrently } from '@rmirror/shared/api'
import type { Notebook } from '@rmirror/shared/library'
import { inkHashesOf, type Pool } from '@rmirror/shared/workshop'

const pagesAtOnce = 4

interface Tools {
  pool: Pool
  signal: AbortSignal
  onPages(count: number): void
  onPage(): void
}

/** By the notebooks' uuids. Notebooks that the server doesn't know have none. */
export async function pagesToMark(
  notebooks: readonly Notebook[],
  api: Api,
  { pool, signal, onPages, onPage }: Tools,
): Promise<Map<string, Set<string>>> {
  const { items } = await fetchTree(api, signal)
  const known = new Set(items.map(({ notebook_uuid }) => notebook_uuid))
  const wanted = new Map<string, Set<string>>()
  for (const notebook of notebooks) {
    signal.throwIfAborted()
    const toMark = new Set<string>()
    wanted.set(notebook.uuid, toMark)
    const pages = known.has(notebook.uuid) ? ((await fetchPages(api, notebook.uuid, signal)) ?? []) : []
    const read = pages.filter(({ ocr_status }) => ocr_status === 'completed')
    onPages(read.length)
    const here = inkHashesOf(notebook, pool, { signal })
    await forEachConcurrently(read, pagesAtOnce, async ({ page_uuid, ink_hash }) => {
      if (ink_hash !== null && (await here.get(page_uuid)?.()) === ink_hash) toMark.add(page_uuid)
      onPage()
    })
    signal.throwIfAborted()
  }
  return wanted
}
