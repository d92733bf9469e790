// SPDX-License-Identifier: AGPL-3.0-or-later
// The worker with MuPDF: makes PDFs, and draws pages on the PDF or EPUB they were written on. It has its own file, so
// that the other workers don't load MuPDF.
import { pagePerformers, serve } from '@rmirror/shared/workshop/worker'
import { BelowInk, pdfPerformers } from '@rmirror/shared/workshop/worker-with-mupdf'
import { openWorkshop, port } from './workshop.ts'

serve(port, () => openWorkshop(BelowInk.open), { ...pagePerformers, ...pdfPerformers() })
