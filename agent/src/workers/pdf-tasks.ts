// SPDX-License-Identifier: AGPL-3.0-or-later
// What passes between the program and the thread that makes a PDF.
import type { PdfOptions, PdfPage, PdfResult } from '@rmirror/shared/pdf'

/** `start` once, then pages, each when the one before was taken, then `end`. */
export type PdfQuestion = { kind: 'start'; options: PdfOptions } | { kind: 'page'; page: PdfPage } | { kind: 'end' }

export type PdfReply = { kind: 'taken' } | { kind: 'done'; result: PdfResult } | { kind: 'failed'; detail: string }
