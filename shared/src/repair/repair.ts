// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds the text of highlights whose text the tablet lost or broke, in the PDF or EPUB that they are on (decision 103).
import { BookPassages, minSimilarityInBook } from './from-book.ts'
import { type Mark, type Matched, matchToPages, type Passage } from './from-pages.ts'
import { hasLostCharacters, isLegible, looksLikeLanguage, plain, withoutMojibake } from './legible.ts'
import { folded, type Passages, type PrintedWord, passagesOf, type Range, readable } from './passages.ts'
import { grownToSentence } from './sentences.ts'

export interface Repair {
  text: string
  /** 0 to 1. Below 0.85, the dashboard asks a person to look at it. */
  confidence: number
}

/** `whole`: the tablet's text is as printed. `unknown`: nothing is like it. */
export interface Outcome {
  state: 'whole' | 'unknown' | 'repaired'
  /** null if there is nothing better than the tablet's text. */
  repair: Repair | null
}

/** What is printed on the pages of a PDF or EPUB, numbered from 0. */
export interface Printed {
  count: number
  /** In reading order; none if the page can't be read. */
  words(page: number): readonly PrintedWord[]
}

export interface RepairSources {
  pdf?: Printed | undefined
  /** The book itself; beside `pdf`, the one that it was made of. */
  epub?: Printed | undefined
}

export interface MarkedPage {
  /** 0-based page of the PDF; null if none is below. */
  page: number | null
  /** 0 to 1, where in the book the page is. */
  position: number
  marks: readonly Mark[]
}

/** Pages whose letters are kept: highlights come page by page, and each looks at its neighbours. */
const maxPages = 12

export class Repairer {
  readonly #pdf: Printed | undefined
  readonly #pages = new Map<number, Passages>()
  readonly #book: BookPassages | undefined

  constructor({ pdf, epub }: RepairSources) {
    this.#pdf = pdf
    this.#book = epub && new BookPassages(epub.count, (page) => epub.words(page))
  }

  /** The outcome for each mark of the page. */
  repair({ page, position, marks }: MarkedPage): Outcome[] {
    const found = marks.map((mark) => this.#find(mark, page, position))
    const grown = found.map((passage) => (typeof passage === 'string' ? null : textOf(passage, 'sentence')))
    return found.map((passage, nth) => {
      if (typeof passage === 'string') return { state: passage, repair: null }
      // Two marks in one sentence stay two.
      const isShared = grown.indexOf(grown[nth] ?? null) !== grown.lastIndexOf(grown[nth] ?? null)
      const text = isShared ? textOf(passage, 'passage') : grown[nth]
      return outcomeOf(text ?? '', passage, marks[nth]?.original_text ?? '')
    })
  }

  #find(mark: Mark, page: number | null, position: number): Matched {
    const text = withoutMojibake(mark.original_text)
    let matched: Matched = 'unknown'
    if (this.#pdf && page !== null) matched = matchToPages(mark, page, (each) => this.#pageAt(each))
    if (!this.#book || matched === 'whole') return matched
    if (matched !== 'unknown') return this.#inBook(matched, position)
    const found = isLegible(text) && this.#book.find(text, position, minSimilarityInBook.ofTablet)
    if (!found) return 'unknown'
    return found.isWhole && text === mark.original_text ? 'whole' : found
  }

  /** The book's own text has no words broken at line ends, and its sentences don't end with the page. */
  #inBook(passage: Passage, position: number): Passage {
    const grown = textOf(passage, 'sentence')
    if (!this.#book || !isLegible(grown)) return passage
    const found = this.#book.find(grown, position, minSimilarityInBook.ofPdf)
    if (!found?.isPlaced) return passage
    const own = part(found, textOf(passage, 'passage'))
    return own ? { ...found, ...own, confidence: passage.confidence } : passage
  }

  #pageAt(page: number): Passages | undefined {
    if (!this.#pdf || page < 0 || page >= this.#pdf.count) return undefined
    const known = this.#pages.get(page)
    if (known) return known
    const passages = passagesOf(this.#pdf.words(page))
    for (const old of this.#pages.keys()) if (this.#pages.size >= maxPages) this.#pages.delete(old)
    this.#pages.set(page, passages)
    return passages
  }
}

function textOf(passage: Passage, extent: 'passage' | 'sentence'): string {
  const { passages, isCompound, first, last, isPlaced } = passage
  const { units } = passages
  const range = { first, last }
  const grows = extent === 'sentence' && isPlaced
  return readable(units, grows ? grownToSentence(units, range, isCompound) : range, isCompound)
}

/** The units of the passage that have these words; undefined if it has others. */
function part({ passages, first, last }: Passage, text: string): Range | undefined {
  const { letters, startOf, unitAt } = passages
  const [from, to] = [startOf[first] ?? 0, startOf[last + 1] ?? letters.length]
  const pattern = folded(text)
  const start = letters.indexOf(pattern, from)
  const [begin, end] = [unitAt[start], unitAt[start + pattern.length - 1]]
  const isInside = start >= from && start + pattern.length <= to
  return isInside && begin !== undefined && end !== undefined ? { first: begin, last: end } : undefined
}

function outcomeOf(text: string, { confidence }: Passage, original: string): Outcome {
  if (plain(text) === plain(original)) return { state: 'whole', repair: null }
  if (hasLostCharacters(text) || !looksLikeLanguage(text)) return { state: 'unknown', repair: null }
  return { state: 'repaired', repair: { text, confidence: Math.round(Math.min(1, confidence) * 100) / 100 } }
}
