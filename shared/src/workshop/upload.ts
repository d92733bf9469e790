// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PushTools } from '../api/index.ts'
import { MarkReader, type OpenDedicatedPool } from './orders/mark-reader.ts'
import { partsOf } from './orders/parts.ts'
import type { Orderable, OrderOptions } from './orders/pool.ts'

/**
 * The page functions of a push, performed by a pool. `openDedicatedPool` is called for pages with ink on a PDF or EPUB;
 * without it, marks on their print aren't found.
 */
export function uploadTools(
  pool: Orderable,
  options: OrderOptions<never> = {},
  openDedicatedPool?: OpenDedicatedPool,
): Pick<PushTools, 'readState' | 'draw'> {
  const marks = new MarkReader(openDedicatedPool, options)
  return {
    readState: async (page, notebook) => {
      const state = await pool.run('state', { page: await partsOf(page, notebook) }, options)
      return marks.complete(state, page, notebook)
    },
    draw: async (page, notebook) => pool.run('upload', { page: await partsOf(page, notebook) }, options),
  }
}
