// SPDX-License-Identifier: AGPL-3.0-or-later
// Repairs the texts of highlights for a sync, with MuPDF. Loaded with the first PDF or EPUB that is synced.
import { completeRepairs, type Notebook, type PageSource, type PageState } from '@rmirror/shared/library'
import { type Pool, repairsOf } from '@rmirror/shared/workshop'
import { openDedicatedPool } from './exports.ts'

/** Changes the states of pages with highlights on a PDF or EPUB. */
export async function repairHighlights(
  notebooks: readonly Notebook[],
  stateOf: (page: PageSource) => PageState | undefined,
  pool: Pool,
  signal: AbortSignal,
): Promise<void> {
  const tools = { openDedicatedPool: () => openDedicatedPool(pool), signal }
  await completeRepairs(notebooks, stateOf, (...marked) => repairsOf(...marked, tools))
}
