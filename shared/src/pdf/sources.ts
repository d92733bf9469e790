// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens what is below the ink: a PDF, or an EPUB that MuPDF lays out.
import type { Document, PDFDocument } from 'mupdf'
import type { MuPdf } from './mupdf.ts'
import type { PdfNote, PdfPage, PdfSource } from './types.ts'

export interface SourcePages {
  kind: PdfSource['kind']
  document: Document
  /** Number of pages. */
  count: number
  notes: PdfNote[]
  /** 0-based document page below a page of the notebook; null if there is none. */
  pageOf(page: Pick<PdfPage, 'number' | 'sourcePage'>): number | null
}

/** A source that ink can be drawn on. */
export interface OpenSource extends SourcePages {
  document: PDFDocument
}

/** Real books come nowhere near this; a hostile one could take hours to lay out. */
export const maxSourcePages = 20_000

/** Undefined if there is nothing to draw on; `notes` then has the reason. */
export function openSource(mupdf: MuPdf, source: PdfSource, notes: PdfNote[]): OpenSource | undefined {
  return openOr(notes, () => {
    if (source.kind === 'pdf') return openPdf(mupdf, source.bytes)
    const book = openBook(mupdf, source.bytes)
    const document = convert(mupdf, book.document)
    book.document.destroy()
    return { ...book, document }
  })
}

/** Same, for viewing only: an EPUB isn't converted to PDF. */
export function openSourcePages(mupdf: MuPdf, source: PdfSource, notes: PdfNote[]): SourcePages | undefined {
  return openOr(notes, () => (source.kind === 'pdf' ? openPdf(mupdf, source.bytes) : openBook(mupdf, source.bytes)))
}

class Unusable extends Error {
  readonly code: PdfNote['code']
  constructor(code: PdfNote['code'], message: string) {
    super(message)
    this.code = code
  }
}

function openOr<Source>(notes: PdfNote[], open: () => Source): Source | undefined {
  try {
    return open()
  } catch (error) {
    const { code, message } =
      error instanceof Unusable ? error : new Unusable('source-broken', 'The PDF or book is damaged')
    notes.push({ code, detail: `${message}; only your notes are included` })
    return undefined
  }
}

function openPdf(mupdf: MuPdf, bytes: Uint8Array): OpenSource {
  const document = looksLikePdf(bytes) ? mupdf.Document.openDocument(bytes, 'application/pdf').asPDF() : null
  if (!document) throw new Unusable('source-not-a-pdf', "The source file isn't a PDF")
  if (document.needsPassword()) throw new Unusable('source-encrypted', 'The PDF is password-protected')
  const pages = document.countPages()
  if (pages < 1) throw new Unusable('source-broken', 'The PDF has no readable pages')
  if (pages > maxSourcePages) throw new Unusable('source-too-long', `The PDF has more than ${maxSourcePages} pages`)
  const repaired: PdfNote[] = document.wasRepaired()
    ? [{ code: 'source-repaired', detail: 'The PDF was damaged and has been repaired as far as possible' }]
    : []
  return { kind: 'pdf', document, count: pages, notes: repaired, pageOf: ({ sourcePage }) => within(pages, sourcePage) }
}

/** Like viewers, accepts other bytes before the signature. */
function looksLikePdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')
}

// The tablet's page in points, and a font size that is easy to read on it.
const bookPage = { width: (1404 * 72) / 226, height: (1872 * 72) / 226, letters: 12 }

function openBook(mupdf: MuPdf, bytes: Uint8Array): SourcePages {
  const document = mupdf.Document.openDocument(bytes, 'application/epub+zip')
  document.layout(bookPage.width, bookPage.height, bookPage.letters)
  const count = Math.min(document.countPages(), maxSourcePages)
  const detail = "The book's layout has changed, so your notes may not be next to the right words"
  return {
    kind: 'epub',
    document,
    count,
    notes: [{ code: 'source-laid-out', detail }],
    // An EPUB whose pages the tablet never numbered has one page for each page of the notebook.
    pageOf: ({ number, sourcePage }) => within(count, sourcePage ?? number - 1),
  }
}

/** Notes that don't matter if nothing was written on the source. */
export function isAboutInk({ code }: PdfNote): boolean {
  return code === 'source-laid-out'
}

function convert(mupdf: MuPdf, book: Document): PDFDocument {
  const buffer = new mupdf.Buffer()
  const writer = new mupdf.DocumentWriter(buffer, 'pdf', 'compress')
  const count = Math.min(book.countPages(), maxSourcePages)
  for (let index = 0; index < count; index++) {
    const page = book.loadPage(index)
    const device = writer.beginPage(page.getBounds())
    page.run(device, mupdf.Matrix.identity)
    writer.endPage()
    device.destroy()
    page.destroy()
  }
  writer.close()
  return new mupdf.PDFDocument(buffer)
}

function within(count: number, index: number | null): number | null {
  return index !== null && index >= 0 && index < count ? index : null
}
