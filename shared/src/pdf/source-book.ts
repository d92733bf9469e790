// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what a PDF or EPUB states about itself: its title and authors.
import { loadMuPdf } from './mupdf.ts'
import type { PdfSource } from './types.ts'

export interface SourceBook {
  /** "" if the file doesn't state one. */
  title: string
  authors: string[]
}

/** From a PDF's Info dictionary or an EPUB's package. A file that can't be opened states nothing. */
export async function readSourceBook({ kind, bytes }: PdfSource): Promise<SourceBook> {
  const mupdf = await loadMuPdf()
  try {
    const document = mupdf.Document.openDocument(bytes, kind === 'pdf' ? 'application/pdf' : 'application/epub+zip')
    const stated = (key: string) => (document.getMetaData(key) ?? '').trim()
    const [title, author] = [stated('info:Title'), stated('info:Author')]
    document.destroy()
    return { title, authors: author === '' ? [] : [author] }
  } catch {
    return { title: '', authors: [] }
  }
}
