// SPDX-License-Identifier: AGPL-3.0-or-later
// Determines what is below a page's ink: a template, or a page of the PDF or EPUB.
import type { Notebook, PageSource } from '../model/types.ts'

/** The template's name; "" on a page of a PDF or EPUB, where the tablet shows no template. */
export function templateOf({ template, sourcePage }: Pick<PageSource, 'template' | 'sourcePage'>): string {
  return sourcePage === null ? template : ''
}

/** Whether the page is on a page of the notebook's PDF or EPUB, even if that file is missing here. */
export function isOnSource(
  { sourceKind }: Pick<Notebook, 'sourceKind'>,
  { sourcePage }: Pick<PageSource, 'sourcePage'>,
): boolean {
  // An EPUB whose pages the tablet never numbered has one page for each page of the notebook.
  return sourcePage !== null || sourceKind === 'epub'
}
