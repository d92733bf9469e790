// SPDX-License-Identifier: AGPL-3.0-or-later
// What lies below the ink of a page: a template, or a page of the PDF or EPUB.
import type { Notebook, PageSource } from './types.ts'

/** The tablet shows no template below the ink on a PDF. */
export function templateOf({ template, sourcePage }: Pick<PageSource, 'template' | 'sourcePage'>): string {
  return sourcePage === null ? template : ''
}

/** Whether the page lies on one of the notebook's PDF or EPUB, be that file here or not. */
export function isOnSource(
  { sourceKind }: Pick<Notebook, 'sourceKind'>,
  { sourcePage }: Pick<PageSource, 'sourcePage'>,
): boolean {
  // Books whose pages the tablet never numbered have one page of paper to each of the notebook's.
  return sourcePage !== null || sourceKind === 'epub'
}
