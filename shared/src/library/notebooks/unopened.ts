// SPDX-License-Identifier: AGPL-3.0-or-later
// Documents never opened on the tablet: the pages of the PDF or EPUB replace those that the tablet hasn't listed yet.

import type { Notebook, PageSource, Problem } from '../model/types.ts'
import { pageUuidFromNumber } from './identity.ts'

/** Limit of pages. The longest manuals have some 5,000; a hostile file may state any number. */
const maxPages = 8000

/** The pages of a notebook whose source has `count`, and a problem if they aren't all. */
export function pagesOfSource(
  { uuid }: Pick<Notebook, 'uuid'>,
  count: number,
): { pages: PageSource[]; problem?: Pick<Problem, 'code' | 'detail'> } {
  const pages = Array.from({ length: Math.min(count, maxPages) }, (_, index) => ({
    uuid: pageUuidFromNumber(uuid, index + 1),
    number: index + 1,
    index: 0,
    template: '',
    sourcePage: index,
    tags: [],
  }))
  if (count <= maxPages) return { pages }
  const detail = `The file has ${count} pages; only the first ${maxPages} are shown`
  return { pages, problem: { code: 'too-many-pages', detail } }
}
