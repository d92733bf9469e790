// SPDX-License-Identifier: AGPL-3.0-or-later
// The highlights of a notebook's pages as they are printed, for exports from files.
import { completeRepairs, isOnSource, type Notebook, type PageSource, type PageState } from '../../library/index.ts'
import { isOfAllWork } from '../orders/failure.ts'
import { inOrder } from '../orders/in-order.ts'
import { partsOf } from '../orders/parts.ts'
import { repairsOf } from '../orders/source-repairs.ts'
import { type ExportTools, pagesAhead } from './export-tools.ts'

/** By page uuid the texts of all its highlights; only pages on which one was repaired. */
export type HighlightTexts = ReadonlyMap<string, readonly string[]>

export async function repairedHighlights(notebook: Notebook, tools: ExportTools): Promise<HighlightTexts> {
  const { openDedicatedPool, signal } = tools
  if (!notebook.source || notebook.isNote || tools.instead?.(notebook)) return new Map()
  const marked = notebook.pages.filter((page) => (page.file || page.highlights) && isOnSource(notebook, page))
  const states = new Map<PageSource, PageState>()
  const read = async (page: PageSource) => ({ page, state: await stateOf(page, notebook, tools) })
  for await (const { page, state } of inOrder(marked, pagesAhead(tools), read)) if (state) states.set(page, state)
  const repair = (...request: Parameters<Parameters<typeof completeRepairs>[2]>) =>
    repairsOf(...request, { openDedicatedPool, signal })
  await completeRepairs([notebook], (page) => states.get(page), repair)
  return new Map([...states].flatMap(([page, state]) => textsOf(page, state)))
}

/** The page itself is exported with its failure. */
async function stateOf(page: PageSource, notebook: Notebook, tools: ExportTools): Promise<PageState | undefined> {
  try {
    return await tools.pool.run('state', { page: await partsOf(page, notebook) }, { signal: tools.signal })
  } catch (error) {
    if (isOfAllWork(error)) throw error
    return undefined
  }
}

function textsOf({ uuid }: PageSource, { highlights }: PageState): [string, string[]][] {
  if (highlights.every(({ repaired_text }) => repaired_text === undefined)) return []
  return [[uuid, highlights.map(({ original_text, repaired_text }) => repaired_text ?? original_text)]]
}
