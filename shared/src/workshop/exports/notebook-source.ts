// SPDX-License-Identifier: AGPL-3.0-or-later
// The PDF or EPUB below a notebook's ink.
import { isOnSource, type Notebook } from '../../library/index.ts'
import type { PdfNote } from '../../pdf/index.ts'
import { failureOf } from '../orders/failure.ts'
import type { PdfSourceHandle } from '../orders/orders.ts'
import { blobOf } from '../orders/parts.ts'

/** null if there is none; if there should be one, adds a note. */
export async function readSource(notebook: Notebook, notes: PdfNote[]): Promise<PdfSourceHandle | null> {
  const { source, sourceKind: kind = 'pdf', pages } = notebook
  if (!source) {
    if (pages.some((page) => isOnSource(notebook, page))) notes.push(missingSource('The PDF or book is missing'))
    return null
  }
  try {
    return { kind, file: await blobOf(source) }
  } catch (error) {
    notes.push(missingSource(failureOf(error).detail))
    return null
  }
}

export function missingSource(why: string, page?: number): PdfNote {
  return { code: 'source-broken', detail: `${why}; only your notes are included`, ...(page && { page }) }
}
