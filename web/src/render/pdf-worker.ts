// SPDX-License-Identifier: AGPL-3.0-or-later
// The worker with MuPDF in it: it makes PDFs, and draws pages on the source they were written on. A file of its own, so
// that the others load none of it.
import { BelowInk } from '@rmirror/shared/pdf'
import { performPdf } from './export-pdf.ts'
import { perform } from './perform.ts'
import { serve } from './serve.ts'

serve(
  (shop, order, ...rest) => (order.kind === 'pdf' ? performPdf : perform)(shop, order, ...rest),
  (source) => BelowInk.open(source),
)
