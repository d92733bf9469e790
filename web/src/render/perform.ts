// SPDX-License-Identifier: AGPL-3.0-or-later
// An order to its answer, with a loaded core: what a worker does, wherever it runs.
import { type Core, CoreCrash, CoreError } from '@rmirror/shared/core'
import { exportPages } from './export-pages.ts'
import { draw, isTrap, open, summarize } from './pages.ts'
import type { Order } from './protocol.ts'
import { read } from './read.ts'

export function perform(
  core: Core,
  order: Order,
  signal: AbortSignal,
  tell: (news: unknown) => void,
): Promise<unknown> {
  switch (order.kind) {
    case 'read':
      return read(core, order, signal, tell)
    case 'summarize':
      return summarize(core, order)
    case 'open':
      return open(core, order)
    case 'draw':
      return draw(core, order)
    case 'export':
      return exportPages(core, order, signal, tell)
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
  // NotReadableError and NotFoundError: the file changed or went away after it was dropped.
  if (error instanceof DOMException) return { code: 'unreadable-file', message, crashed: false }
  return { code: 'crash', message, crashed: error instanceof CoreCrash || isTrap(error) }
}
