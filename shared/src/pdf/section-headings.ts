// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds the heading of the section that a page of a PDF or EPUB begins in.
import type { PrintedWord } from '../core/index.ts'
import { printedWords, type SourceText } from './source-words.ts'

/** A section without a table of contents is rarely longer; reading further back would take too long. */
const maxPagesBack = 20

export class SectionHeadings {
  readonly #text: SourceText
  readonly #lastHeading: (words: readonly PrintedWord[]) => string
  readonly #ofPages = new Map<number, string>()
  #contents: ReturnType<SourceText['contents']> | undefined

  /** `lastHeading` returns the last heading among words, or "". */
  constructor(text: SourceText, lastHeading: (words: readonly PrintedWord[]) => string) {
    this.#text = text
    this.#lastHeading = lastHeading
  }

  /** By the table of contents, or else the last heading of an earlier page; "" if there is none. `page` is 0-based. */
  before(page: number): string {
    this.#contents ??= this.#text.contents()
    if (this.#contents.length > 0) return this.#contents.findLast((entry) => entry.page < page)?.title ?? ''
    for (let earlier = page - 1; earlier >= Math.max(0, page - maxPagesBack); earlier--) {
      const heading = this.#of(earlier)
      if (heading !== '') return heading
    }
    return ''
  }

  #of(page: number): string {
    const known = this.#ofPages.get(page)
    if (known !== undefined) return known
    const words = this.#text.words(page)
    const heading = words ? this.#lastHeading(printedWords(words, 'top_center')) : ''
    this.#ofPages.set(page, heading)
    return heading
  }
}
