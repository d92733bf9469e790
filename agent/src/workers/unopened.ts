// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts the pages of documents never opened on the tablet, in a thread that can be terminated.
import type { Notebook, Problem } from '@rmirror/shared/library'
import { countPagesOf } from '@rmirror/shared/workshop'
import { openPool } from './threads.ts'

/** Sets the pages of these notebooks. Returns the problems, each with the notebook's name. */
export async function countPages(notebooks: Notebook[], signal: AbortSignal): Promise<Omit<Problem, 'path'>[]> {
  const uncounted = notebooks.filter(({ unopened }) => unopened === 'uncounted')
  if (uncounted.length === 0) return []
  const pool = openPool(1)
  const reported: Omit<Problem, 'path'>[] = []
  try {
    for (const notebook of uncounted) {
      const { pages, problem } = await countPagesOf(notebook, pool, { signal })
      signal.throwIfAborted()
      notebook.pages = pages
      notebook.unopened = 'counted'
      if (problem) reported.push({ ...problem, detail: `"${notebook.name}": ${problem.detail}` })
    }
  } finally {
    await pool.close()
  }
  return reported
}
