// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes a notebook as a PDF: its pages on their own paper, or on those of its PDF or EPUB.
import { annotate } from './annotated-pages.ts'
import type { ReadFont } from './fonts.ts'
import { loadMuPdf, type MuPdf } from './mupdf.ts'
import { OwnPages } from './own-pages.ts'
import { openSource } from './sources.ts'
import type { PdfNote, PdfOptions, PdfPage, PdfResult } from './types.ts'

/** Takes pages one after another, so that their ink needn't be in memory all at once. */
export class PdfWriter implements Disposable {
  readonly #mupdf: MuPdf
  readonly #options: PdfOptions
  readonly #notes: PdfNote[] = []
  readonly #own: OwnPages

  private constructor(mupdf: MuPdf, options: PdfOptions, readFont?: ReadFont) {
    this.#mupdf = mupdf
    this.#options = options
    this.#own = new OwnPages(mupdf, options, this.#notes, readFont)
  }

  /**
   * Without `readFont` typed text is set in Helvetica; with it, in the typeface whose widths the core used to break
   * lines.
   */
  static async open(options: PdfOptions, readFont?: ReadFont): Promise<PdfWriter> {
    return new PdfWriter(await loadMuPdf(), options, readFont)
  }

  async add(page: PdfPage): Promise<void> {
    await this.#own.add(page)
  }

  /** No page can be added afterwards. */
  finish(): PdfResult {
    const { source } = this.#options
    const opened = source && openSource(this.#mupdf, source, this.#notes)
    return (opened && annotate(opened, this.#own)) ?? this.#own.finish()
  }

  [Symbol.dispose](): void {
    this.#own.close()
  }
}

export async function writePdf(
  pages: Iterable<PdfPage> | AsyncIterable<PdfPage>,
  options: PdfOptions,
  readFont?: ReadFont,
): Promise<PdfResult> {
  using writer = await PdfWriter.open(options, readFont)
  for await (const page of pages) await writer.add(page)
  return writer.finish()
}
