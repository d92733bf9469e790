// SPDX-License-Identifier: AGPL-3.0-or-later
// Compares the marks that were found with those that were drawn.
import type { Core, PenMark } from '../../shared/src/core/index.ts'
import { printedWords, type SourceText } from '../../shared/src/pdf/index.ts'
import type { TrueMark } from './hand-drawn.ts'
import type { MarkedPage } from './marked-document.ts'

export interface PageScore {
  page: number
  found: number
  right: number
  drawn: number
  /** Marks that were drawn but not found, or found with other words. */
  missed: { mark: TrueMark; text: string }[]
  /** Marks that were found but not drawn, or drawn around other words. */
  wrong: PenMark[]
}

export function marksOf(core: Core, source: SourceText, page: MarkedPage, index: number): PenMark[] {
  using open = core.openPage(page.ink)
  const words = source.words(index)
  return open.findMarks(words ? printedWords(words, 'top_center') : []).marks
}

export function scoreOf({ sheet, marks }: MarkedPage, found: PenMark[], page: number): PageScore {
  const left = [...found]
  const missed: PageScore['missed'] = []
  for (const mark of marks) {
    const text = sheet.textOf(mark.first, mark.end)
    const at = left.findIndex((each) => isSame(each, mark, text))
    if (at < 0) missed.push({ mark, text })
    else left.splice(at, 1)
  }
  return { page, found: found.length, right: found.length - left.length, drawn: marks.length, missed, wrong: left }
}

/** An arrow means the sentence that it points to; other marks mean exactly their words. */
function isSame({ kind, text }: PenMark, mark: TrueMark, expected: string): boolean {
  if (kind !== mark.kind) return false
  return kind === 'arrow' ? ` ${text} `.includes(` ${expected} `) : text === expected
}
