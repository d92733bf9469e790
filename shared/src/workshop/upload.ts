// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PushTools } from '../api/index.ts'
import { partsOf } from './orders/parts.ts'
import type { Orderable, OrderOptions } from './orders/pool.ts'

/** The page functions of a push, performed by a pool. */
export function uploadTools(pool: Orderable, options: OrderOptions<never> = {}): Pick<PushTools, 'readState' | 'draw'> {
  return {
    readState: async (page, notebook) => pool.run('state', { page: await partsOf(page, notebook) }, options),
    draw: async (page, notebook) => pool.run('upload', { page: await partsOf(page, notebook) }, options),
  }
}
