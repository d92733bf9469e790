// SPDX-License-Identifier: AGPL-3.0-or-later
// Pen marks of a page as its state lists them.
import type { Page, PageMarks, PenMarkKind, PrintedWord, UnitRect } from '../../core/index.ts'

export interface StatedMark {
  kind: PenMarkKind
  original_text: string
  sentence: string
  heading: string
  color: string
  rects: UnitRect[]
}

/** The part of a page's state that depends on the print below the ink. */
export interface MarksState {
  pen_marks?: StatedMark[]
  /** Parts of the handwriting that a mark emphasises. */
  emphasised?: UnitRect[]
  /** The print below the ink can't be read here, so that marks on it are unknown. */
  lacks_print?: true
  /** Marks that were left out because the page has too many. */
  marks_beyond_limit?: number
  /** Marks on a page without text, such as a scan. */
  marks_over_nothing?: number
}

/** What is printed below the ink. */
export interface Printed {
  words: readonly PrintedWord[]
  headingBefore(): string
}

/** Members without content are left out. */
export function marksState(page: Page, printed?: Printed): MarksState {
  const found = page.findMarks(printed?.words ?? [])
  const marks = found.marks.map((mark) => statedMark(mark, printed))
  const { emphasised, beyond_limit, shapes_over_nothing } = found
  return {
    ...(marks.length > 0 && { pen_marks: marks }),
    ...(emphasised.length > 0 && { emphasised }),
    ...(beyond_limit > 0 && { marks_beyond_limit: beyond_limit }),
    ...(printed?.words.length === 0 && shapes_over_nothing > 0 && { marks_over_nothing: shapes_over_nothing }),
  }
}

function statedMark({ css_color, text, ...mark }: PageMarks['marks'][number], printed?: Printed): StatedMark {
  const heading = mark.heading || (printed?.headingBefore() ?? '')
  return { ...mark, heading, original_text: text, color: css_color }
}
