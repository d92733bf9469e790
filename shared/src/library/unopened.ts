// SPDX-License-Identifier: AGPL-3.0-or-later
// Documents that were never opened on the tablet: the pages of the PDF or EPUB stand for those that it did not list yet.
import { pageUuidFromNumber } from './identity.ts'
import type { Notebook, PageSource, Problem } from './types.ts'

/** The longest manuals have some 5,000; a hostile file states as many as it likes. */
const mostPages = 8000

/** The notebook's pages where its source has `count`, and why these are not all. */
export function pagesOfSource(
  { uuid }: Pick<Notebook, 'uuid'>,
  count: number,
): { pages: PageSource[]; problem?: Pick<Problem, 'code' | 'detail'> } {
  const pages = Array.from({ length: Math.min(count, mostPages) }, (_, index) => ({
    uuid: pageUuidFromNumber(uuid, index + 1),
    number: index + 1,
    index: 0,
    template: '',
    sourcePage: index,
    tags: [],
  }))
  if (count <= mostPages) return { pages }
  const detail = `The file has ${count} pages; only the first ${mostPages} are shown`
  return { pages, problem: { code: 'too-many-pages', detail } }
}
