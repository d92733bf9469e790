// SPDX-License-Identifier: AGPL-3.0-or-later
// The title and authors of documents whose description doesn't state them: services group highlights by these.
import type { Notebook, PageSource } from '../model/types.ts'
import { listedPages, type PageState } from './manifest.ts'

export interface Book {
  /** "" if it isn't stated. */
  title: string
  authors: string[]
}

/**
 * Sets the title and authors of these documents as far as their files state them. Reads only files of documents that
 * have highlights, because a file may be large.
 */
export async function completeBooks(
  notebooks: readonly Notebook[],
  stateOf: (page: PageSource) => PageState | undefined,
  readBook: (notebook: Notebook) => Promise<Book>,
): Promise<void> {
  for (const notebook of notebooks) {
    if (!notebook.source || (notebook.title && notebook.authors.length > 0)) continue
    if (!listedPages(notebook).some((page) => hasHighlights(stateOf(page)))) continue
    const { title, authors } = await readBook(notebook)
    if (!notebook.title && title) notebook.title = title
    if (notebook.authors.length === 0) notebook.authors = authors
  }
}

function hasHighlights(state: PageState | undefined): boolean {
  return state !== undefined && state.highlights.length + (state.pen_marks?.length ?? 0) > 0
}
