// SPDX-License-Identifier: AGPL-3.0-or-later
import type { InkHashes } from '../api/index.ts'
import type { Notebook } from '../library/index.ts'
import { partsOf } from './orders/parts.ts'
import type { Orderable, OrderOptions } from './orders/pool.ts'

/** The ink hashes of a notebook's pages; undefined for a page that can't be read, which its export reports. */
export function inkHashesOf(notebook: Notebook, pool: Orderable, options: OrderOptions<never> = {}): InkHashes {
  return new Map(
    notebook.pages.map((page) => [
      page.uuid,
      async () => {
        try {
          const parts = await partsOf(page, notebook)
          return (await pool.run('state', { page: parts }, options)).ink_hash
        } catch {
          return undefined
        }
      },
    ]),
  )
}
