// SPDX-License-Identifier: AGPL-3.0-or-later
// The worker with MuPDF in it: it makes PDFs, and draws pages on the source they were written on. A file of its own, so
// that the others load none of it.
import { BelowInk } from '@rmirror/shared/pdf'
import { performWithMuPdf } from './perform-with-mupdf.ts'
import { serve } from './serve.ts'

serve(performWithMuPdf, (source) => BelowInk.open(source))
