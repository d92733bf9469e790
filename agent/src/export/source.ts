// SPDX-License-Identifier: AGPL-3.0-or-later
// The PDF or EPUB below the ink of a notebook.
import type { Notebook } from '@rmirror/shared/library'
import type { PdfNote, PdfSource } from '@rmirror/shared/pdf'
import { failureOf } from '../outcome.ts'

/** Undefined when there is none; where there should be one, `notes` say so. */
export async function readSource(notebook: Notebook, notes: PdfNote[]): Promise<PdfSource | undefined> {
  const { source: file, sourceKind: kind = 'pdf' } = notebook
  if (!file) {
    if (notebook.pages.some((page) => page.sourcePage !== null))
      notes.push(missingSource('The file below the ink is not there'))
    return undefined
  }
  try {
    return { kind, bytes: await file.read() }
  } catch (error) {
    notes.push(missingSource(failureOf(error).detail))
    return undefined
  }
}

export function missingSource(why: string): PdfNote {
  return { code: 'source-broken', detail: `${why}: only what was written on it is here` }
}
