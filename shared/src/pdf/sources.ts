// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens what lies below the ink: a PDF, or an EPUB that MuPDF lays out.
import type { PDFDocument } from 'mupdf'
import type { MuPdf } from './mupdf.ts'
import type { PdfNote, PdfPage, PdfSource } from './types.ts'

export interface OpenSource {
  kind: PdfSource['kind']
  document: PDFDocument
  notes: PdfNote[]
  /** 0-based page of the document on which a page of the notebook lies; null: on none. */
  pageOf(page: Pick<PdfPage, 'number' | 'sourcePage'>): number | null
}

/** No book of ours comes near; a hostile one could lay out for hours. */
const mostPages = 20_000

/** Undefined when there is nothing to draw on: the notes say why. */
export function openSource(mupdf: MuPdf, source: PdfSource, notes: PdfNote[]): OpenSource | undefined {
  const missing = (code: PdfNote['code'], why: string) => {
    notes.push({ code, detail: `${why}: only what was written on it is here` })
    return undefined
  }
  try {
    if (source.kind === 'epub') return openBook(mupdf, source.bytes)
    if (!looksLikePdf(source.bytes)) return missing('source-not-a-pdf', 'The file below the ink is not a PDF')
    const document = mupdf.Document.openDocument(source.bytes, 'application/pdf').asPDF()
    if (!document) return missing('source-not-a-pdf', 'The file below the ink is not a PDF')
    if (document.needsPassword()) return missing('source-encrypted', 'The PDF below the ink is protected by a password')
    const pages = document.countPages()
    if (pages < 1) return missing('source-broken', 'The PDF below the ink has no pages that could be read')
    if (pages > mostPages) return missing('source-broken', `The PDF below the ink has more than ${mostPages} pages`)
    const repaired: PdfNote[] = document.wasRepaired()
      ? [{ code: 'source-repaired', detail: 'The PDF below the ink is damaged and was repaired as far as possible' }]
      : []
    return { kind: 'pdf', document, notes: repaired, pageOf: ({ sourcePage }) => within(pages, sourcePage) }
  } catch {
    return missing('source-broken', 'The file below the ink is damaged')
  }
}

/** As readers do: the signature may stand behind some rubbish. */
function looksLikePdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')
}

// The tablet's page in points, and a size of letters that is read well on it.
const bookPage = { width: (1404 * 72) / 226, height: (1872 * 72) / 226, letters: 12 }

function openBook(mupdf: MuPdf, bytes: Uint8Array): OpenSource {
  const book = mupdf.Document.openDocument(bytes, 'application/epub+zip')
  book.layout(bookPage.width, bookPage.height, bookPage.letters)
  const buffer = new mupdf.Buffer()
  const writer = new mupdf.DocumentWriter(buffer, 'pdf', 'compress')
  const count = Math.min(book.countPages(), mostPages)
  for (let index = 0; index < count; index++) {
    const page = book.loadPage(index)
    const device = writer.beginPage(page.getBounds())
    page.run(device, mupdf.Matrix.identity)
    writer.endPage()
    device.destroy()
    page.destroy()
  }
  writer.close()
  book.destroy()
  const detail = 'The book was laid out anew, so ink may not stand beside the words it belongs to'
  return {
    kind: 'epub',
    document: new mupdf.PDFDocument(buffer),
    notes: [{ code: 'source-laid-out', detail }],
    // Books whose pages the tablet never numbered have one page of paper to each of the notebook's.
    pageOf: ({ number, sourcePage }) => within(count, sourcePage ?? number - 1),
  }
}

function within(count: number, index: number | null): number | null {
  return index !== null && index >= 0 && index < count ? index : null
}
