// SPDX-License-Identifier: AGPL-3.0-or-later
// Matches a text to an EPUB, whose pages aren't the tablet's: only about where it is in the book is known.
import type { Passage } from './from-pages.ts'
import { compoundsIn, folded, type Passages, type PrintedWord, passagesOf } from './passages.ts'
import { type Found, isEvenlyAlike, mostSimilar } from './search.ts'
import { occurrenceOf } from './whole.ts'

/** Share of the book before and after the place. */
const window = 0.1
/** Windows begin at multiples of that, so that marks near each other share one. */
const step = 0.05
/** Pages of a thin book, before and after. */
const minPages = 2

/** For the tablet's text, and for one that was already found in the PDF made of the book. */
export const minSimilarityInBook = { ofTablet: 0.7, ofPdf: 0.85 }
const minLead = 0.1

export class BookPassages {
  readonly #count: number
  readonly #wordsOf: (page: number) => readonly PrintedWord[]
  readonly #windows = new Map<number, Passages>()

  constructor(count: number, wordsOf: (page: number) => readonly PrintedWord[]) {
    this.#count = count
    this.#wordsOf = wordsOf
  }

  /** `position`: 0 to 1, where in the book the text is. */
  find(text: string, position: number, minSimilarity: number): (Passage & { isWhole: boolean }) | undefined {
    const passages = this.#around(position)
    const isCompound = compoundsIn(passages, text)
    const exact = occurrenceOf(passages, text, isCompound)
    const found = exact ? { best: { ...exact, similarity: 1 }, rival: 0 } : mostSimilar(passages, text, minSimilarity)
    if (!found || !leads(passages, found, text)) return undefined
    const { first, last, similarity } = found.best
    const isPlaced = exact?.isOnly ?? true
    return { first, last, passages, isCompound, confidence: similarity, isPlaced, isWhole: exact?.isWhole === true }
  }

  #around(position: number): Passages {
    const nth = Math.round(Math.min(1, Math.max(0, position)) / step)
    const known = this.#windows.get(nth)
    if (known) return known
    const pages = this.#count
    const first = Math.min((nth * step - window - step / 2) * pages, nth * step * pages - minPages)
    const last = Math.max((nth * step + window + step / 2) * pages, nth * step * pages + minPages)
    const words: PrintedWord[] = []
    let [blocks, lines] = [0, 0]
    for (let page = Math.max(0, Math.floor(first)); page <= Math.min(pages - 1, Math.ceil(last)); page++) {
      const ofPage = this.#wordsOf(page)
      for (const word of ofPage) words.push({ ...word, block: blocks + word.block, line: lines + word.line })
      blocks += (ofPage.at(-1)?.block ?? 0) + 1
      lines += (ofPage.at(-1)?.line ?? 0) + 1
    }
    const passages = passagesOf(words)
    this.#windows.clear()
    this.#windows.set(nth, passages)
    return passages
  }
}

/** Short texts are like many others. */
const short = { letters: 30, similarity: 0.8 }

function leads({ letters, startOf }: Passages, { best, rival }: { best: Found; rival: number }, text: string): boolean {
  if (best.similarity - rival < minLead) return false
  if (folded(text).length < short.letters && best.similarity < short.similarity) return false
  return isEvenlyAlike(letters.slice(startOf[best.first], startOf[best.last + 1]), text)
}
