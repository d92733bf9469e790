// SPDX-License-Identifier: AGPL-3.0-or-later
// What only a worker with MuPDF does. A file of its own, so that the others load none of it.
export { BelowInk } from '../pdf/index.ts'
export { pdfPerformers } from './pdf-orders.ts'
