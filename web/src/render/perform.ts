// SPDX-License-Identifier: AGPL-3.0-or-later
// An order to its answer, in a workshop: what a worker does, wherever it runs.
import { CoreCrash, CoreError } from '@rmirror/shared/core'
import { exportPages } from './export-pages.ts'
import { draw, isTrap, open, summarize } from './pages.ts'
import type { Order } from './protocol.ts'
import { read } from './read.ts'
import { NotLoaded, type Workshop } from './workshop.ts'

export function perform(
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
    case 'export':
      return exportPages(shop, order, signal, tell)
  }
}

export interface Failure {
  code: string
  message: string
  /** The core is unusable from here on. */
  crashed: boolean
}

export function describeFailure(error: unknown): Failure {
  if (error instanceof CoreError) return { code: error.code, message: error.message, crashed: false }
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof NotLoaded) return { code: 'not-loaded', message, crashed: false }
  // NotReadableError and NotFoundError: the file changed or went away after it was dropped.
  if (error instanceof DOMException) return { code: 'unreadable-file', message, crashed: false }
  return { code: 'crash', message, crashed: error instanceof CoreCrash || isTrap(error) }
}
