// SPDX-License-Identifier: AGPL-3.0-or-later
// An order to its answer, in a workshop: what a worker does, wherever it runs.
import { exportPages } from './export-pages.ts'
import { pack } from './pack.ts'
import { draw, open, stateOf, summarize, toUpload, wordsOf } from './pages.ts'
import type { Order } from './protocol.ts'
import { read } from './read.ts'
import { drawTile } from './tiles.ts'
import type { Workshop } from './workshop.ts'

export async function perform(
  shop: Workshop,
  order: Order,
  signal: AbortSignal,
  tell: (news: unknown) => void,
): Promise<unknown> {
  switch (order.kind) {
    case 'read':
      return read(shop.core, order, signal, tell)
    case 'summarize':
      return summarize(shop, order)
    case 'open':
      return open(shop, order)
    case 'draw':
      return draw(shop, order)
    case 'tile':
      return drawTile(shop, order)
    case 'words':
      return wordsOf(shop, order)
    case 'state':
      return stateOf(shop, order)
    case 'upload':
      return toUpload(shop, order)
    case 'count':
    case 'pdf':
      throw new Error('Only the worker with MuPDF in it does this')
    case 'pack':
      return pack(order, signal)
    case 'export':
      return exportPages(shop, order, signal, tell)
  }
}
