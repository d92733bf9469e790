// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook as a PDF: its pages on their own paper, or on those of the PDF it was written on.
import { annotate } from './annotated-pages.ts'
import type { ReadFont } from './fonts.ts'
import { loadMuPdf } from './mupdf.ts'
import { OwnPages } from './own-pages.ts'
import { openSource } from './sources.ts'
import type { PdfNote, PdfOptions, PdfPage, PdfResult } from './types.ts'

/**
 * Pages are taken one after another, so that their ink need not be in memory all at once. Without `readFont`
 * typed text is set in Helvetica; with it in the typeface by whose widths the core broke its lines.
 */
export async function writePdf(
  pages: Iterable<PdfPage> | AsyncIterable<PdfPage>,
  options: PdfOptions,
  readFont?: ReadFont,
): Promise<PdfResult> {
  const mupdf = await loadMuPdf()
  const notes: PdfNote[] = []
  const own = new OwnPages(mupdf, options, notes, readFont)
  try {
    for await (const page of pages) await own.add(page)
    const source = options.source && openSource(mupdf, options.source, notes)
    return (source && annotate(source, own)) ?? own.finish()
  } finally {
    own.close()
  }
}
