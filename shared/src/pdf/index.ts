// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks as PDF. MuPDF is loaded on first use; run this in a worker, and end the worker to free the memory.
export { dataUrl } from './image-pictures.ts'
export { lostInkNotes, missingGlyphNotes, scaleNotes } from './ink-notes.ts'
export { type PdfPicture, pageOfPicture } from './page-of-picture.ts'
export { BelowInk, type PageBelow, type PrintedPage } from './picture.ts'
export { type ReadHandwriting, withRecognised } from './recognised.ts'
export { readSourceBook, type SourceBook } from './source-book.ts'
export { countSourcePages, type SourceCount } from './source-count.ts'
export { rectsOnSource } from './source-places.ts'
export { type PageWords, printedWords, SourceText, type SourceWord } from './source-words.ts'
export type * from './types.ts'
export { PdfWriter, writePdf } from './write-pdf.ts'
