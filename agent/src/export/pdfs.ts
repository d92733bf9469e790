// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks as a ZIP of PDFs: one each, in the tablet's folder tree.
import { type Library, placesOf, writeZip } from '@rmirror/shared/library'
import { PdfThreadError } from '../workers/pdf-thread.ts'
import type { Making, Outlet } from './outlet.ts'
import { notebookPdf } from './pdf.ts'

/** One notebook that fails costs the others nothing; a note lies in its place. */
export async function exportPdfs(library: Library, making: Making, outlet: Outlet): Promise<void> {
  const zip = writeZip(new WritableStream({ write: (chunk) => outlet.write(chunk) }))
  for (const { folder, notebook } of placesOf(library, ['.pdf', '.txt'])) {
    // Readers take a PDF without pages for a broken one.
    if (notebook.pages.length === 0) continue
    try {
      const bytes = await notebookPdf(notebook, making, outlet)
      await zip.add(`${folder}.pdf`, bytes, notebook.lastModified)
    } catch (error) {
      if (!(error instanceof PdfThreadError)) throw error
      outlet.report.lost(notebook.name, error.message)
      await zip.add(`${folder}.txt`, `${error.message}.\n`, notebook.lastModified)
    }
  }
  await zip.close()
}
