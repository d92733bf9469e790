// SPDX-License-Identifier: AGPL-3.0-or-later
// What the worker with MuPDF does: all that others do, and what only it can.
import { countSourcePages, type SourceCount } from '@rmirror/shared/pdf'
import { performPdf } from './export-pdf.ts'
import { perform } from './perform.ts'
import type { Order, Orders } from './protocol.ts'
import type { Workshop } from './workshop.ts'

export async function performWithMuPdf(
  shop: Workshop,
  order: Order,
  signal: AbortSignal,
  tell: (news: unknown) => void,
): Promise<unknown> {
  if (order.kind === 'pdf') return performPdf(shop, order, signal, tell)
  if (order.kind === 'count') return countPages(order)
  return perform(shop, order, signal, tell)
}

async function countPages({ source, sourceKind }: Orders['count']['request']): Promise<SourceCount> {
  return countSourcePages({ kind: sourceKind, bytes: new Uint8Array(await source.arrayBuffer()) })
}
