// SPDX-License-Identifier: AGPL-3.0-or-later
// The parts that only a worker with MuPDF needs; a separate file, so that other workers load none of it.
export { BelowInk } from '../../pdf/index.ts'
export { pdfPerformers } from './pdf-orders.ts'
