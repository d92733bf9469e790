// SPDX-License-Identifier: AGPL-3.0-or-later
// How many pages a PDF or EPUB has, where nobody but the file itself says it.
import { loadMuPdf } from './mupdf.ts'
import { mostSourcePages, openSourcePages } from './sources.ts'
import type { PdfNote, PdfSource } from './types.ts'

export interface SourceCount {
  pages: number
  /** Why there are none. The code is a Problem's; the detail one English sentence without a full stop. */
  problem?: { code: 'encrypted-source' | 'too-many-pages' | 'corrupt'; detail: string }
}

/** An EPUB's as it is laid out here. Takes as long as opening it; run this where it can be ended. */
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
    return { code: 'too-many-pages', detail: `The file has more than ${mostSourcePages} pages` }
  if (codes.has('source-not-a-pdf')) return { code: 'corrupt', detail: "The file isn't a PDF" }
  return { code: 'corrupt', detail: kind === 'pdf' ? 'The file is damaged' : 'The file is damaged or not an EPUB' }
}
