// SPDX-License-Identifier: AGPL-3.0-or-later
// Performs the orders that need MuPDF.
import { countSourcePages, PdfWriter, readSourceBook, type SourceBook, type SourceCount } from '../../pdf/index.ts'
import type { Orders } from '../orders/orders.ts'
import { readBytes } from '../orders/parts.ts'
import { openWithRepairs } from './open-with-repairs.ts'
import { repairHighlights } from './repairs.ts'
import type { Workshop } from './workshop.ts'

type PdfOrder = 'book' | 'count' | 'open' | 'repair' | 'start-pdf' | 'add-pdf-page' | 'finish-pdf'
type PdfPerformers = {
  [Kind in PdfOrder]: (workshop: Workshop, request: Orders[Kind]['request']) => Promise<Orders[Kind]['answer']>
}

/** For one worker: keeps the PDF that it is making between the orders. */
export function pdfPerformers(): PdfPerformers {
  let writer: PdfWriter | undefined
  const started = () => {
    if (!writer) throw new Error('No PDF was started')
    return writer
  }
  return {
    book: async (_, { source, sourceKind }): Promise<SourceBook> =>
      readSourceBook({ kind: sourceKind, bytes: await readBytes(source) }),
    count: async (_, { source, sourceKind }): Promise<SourceCount> =>
      countSourcePages({ kind: sourceKind, bytes: await readBytes(source) }),
    open: openWithRepairs,
    repair: (_, request) => repairHighlights(request),
    'start-pdf': async (workshop, { options, source }) => {
      const below = source ? { kind: source.kind, bytes: await readBytes(source.file) } : undefined
      writer = await PdfWriter.open({ ...options, source: below }, (style) => workshop.readFont(style))
      return null
    },
    'add-pdf-page': async (_, { page }) => {
      await started().add(page)
      return null
    },
    'finish-pdf': async () => {
      using whole = started()
      writer = undefined
      return whole.finish()
    },
  }
}
