// SPDX-License-Identifier: AGPL-3.0-or-later
// The worker that makes one PDF and is then ended. A file of its own, so that the others load none of it.
import { performPdf } from './export-pdf.ts'
import { serve } from './serve.ts'

serve(performPdf)
