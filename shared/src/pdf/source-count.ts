// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts the pages of a PDF or EPUB from the file itself.
import { loadMuPdf } from './mupdf.ts'
import { maxSourcePages, openSourcePages } from './sources.ts'
import type { PdfNote, PdfSource } from './types.ts'

export interface SourceCount {
  pages: number
  /** Why there are none. `code` is that of a Problem; `detail` is one English sentence without a full stop. */
  problem?: { code: 'encrypted-source' | 'too-many-pages' | 'corrupt'; detail: string }
}

/** An EPUB's count is that of our own layout. Takes as long as opening the file; run it where it can be terminated. */
export async function countSourcePages(source: PdfSource): Promise<SourceCount> {
  const notes: PdfNote[] = []
  const opened = openSourcePages(await loadMuPdf(), source, notes)
  if (!opened) return { pages: 0, problem: problemOf(notes, source) }
  const { count, document } = opened
  document.destroy()
  return count > 0 ? { pages: count } : { pages: 0, problem: { code: 'corrupt', detail: 'The file has no pages' } }
}

function problemOf(notes: PdfNote[], { kind }: PdfSource): NonNullable<SourceCount['problem']> {
  const codes = new Set(notes.map(({ code }) => code))
  if (codes.has('source-encrypted')) return { code: 'encrypted-source', detail: 'The file is password-protected' }
  if (codes.has('source-too-long'))
    return { code: 'too-many-pages', detail: `The file has more than ${maxSourcePages} pages` }
  if (codes.has('source-not-a-pdf')) return { code: 'corrupt', detail: "The file isn't a PDF" }
  return { code: 'corrupt', detail: kind === 'pdf' ? 'The file is damaged' : 'The file is damaged or not an EPUB' }
}
