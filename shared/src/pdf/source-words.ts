// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the printed words of a PDF or EPUB with their places, as MuPDF's structured text has them.
//
// MuPDF's memory only grows: run this in a worker, and end the worker to free the memory.
import type { Font, Page, Point, Quad, Rect } from 'mupdf'
import type { PdfInkFacts, PrintedWord, UnitRect } from '../core/index.ts'
import { loadMuPdf } from './mupdf.ts'
import { invert, placeOnSource, transformed } from './placement.ts'
import { openSourcePages, type SourcePages } from './sources.ts'
import type { PdfNote, PdfSource } from './types.ts'

/** A word of a page: letters without white space between them. */
export interface SourceWord {
  text: string
  /**
   * In points from the upper left corner of the page as shown: cropped and rotated. Across the line it is as high as
   * the letters' size.
   */
  rect: UnitRect
  /** 0-based numbers of its paragraph and line on the page, in reading order. */
  block: number
  line: number
  /** Size of its letters, in points. */
  size: number
  /** Quarter turns clockwise in which its line runs on the page as shown: 0 to the right, 1 downwards. */
  turn: number
  bold: boolean
}

/** The words of a page in reading order, and the page's size in points as shown. */
export interface PageWords {
  width: number
  height: number
  words: SourceWord[]
  /** True if words beyond `maxWords` were left out. */
  cut: boolean
}

/** A dense page of a newspaper has some 5,000. */
export const maxWords = 20_000

// In points, as for pictures of the source.
const [minSide, maxSide] = [1, 100_000]

/** An open PDF or EPUB. Pages are 0-based; see `pageOf`. */
export class SourceText implements Disposable {
  readonly #source: SourcePages

  private constructor(source: SourcePages) {
    this.#source = source
  }

  /** Undefined if the source can't be opened; `notes` then has the reason. */
  static async open(source: PdfSource, notes: PdfNote[] = []): Promise<SourceText | undefined> {
    const opened = openSourcePages(await loadMuPdf(), source, notes)
    return opened && new SourceText(opened)
  }

  /** The text of an open source, which is closed with it. */
  static of(source: SourcePages): SourceText {
    return new SourceText(source)
  }

  /** Number of pages. */
  get count(): number {
    return this.#source.count
  }

  /** 0-based page below a page of the notebook; null if there is none. */
  pageOf(page: Parameters<SourcePages['pageOf']>[0]): number | null {
    return this.#source.pageOf(page)
  }

  /** Undefined if the page is missing, damaged or without a usable size. A scanned page has no words. */
  words(index: number): PageWords | undefined {
    if (!(index >= 0 && index < this.#source.count)) return undefined
    let page: Page | undefined
    try {
      page = this.#source.document.loadPage(index)
      return wordsOf(page)
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error
      return undefined
    } finally {
      page?.destroy()
    }
  }

  /** The headings that the document's table of contents states, in its order; `page` is 0-based. */
  contents(): { title: string; page: number }[] {
    const entries: { title: string; page: number }[] = []
    const add = (items: ReturnType<SourcePages['document']['loadOutline']>, depth: number) => {
      for (const { title, page, down } of items ?? []) {
        if (entries.length >= maxEntries) return
        if (title && page !== undefined) entries.push({ title: title.trim(), page })
        if (depth < maxDepth) add(down ?? null, depth + 1)
      }
    }
    try {
      add(this.#source.document.loadOutline(), 0)
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error
    }
    return entries
  }

  close(): void {
    this.#source.document.destroy()
  }

  [Symbol.dispose](): void {
    this.close()
  }
}

const maxEntries = 10_000
const maxDepth = 16

/** The words as the core takes them: with their places on the notebook's page. */
export function printedWords({ width, height, words }: PageWords, frame: PdfInkFacts['frame']): PrintedWord[] {
  const toUnits = invert(placeOnSource({ frame }, width, height))
  const scale = Math.hypot(toUnits[0], toUnits[1])
  const turnOfPage = quarterTurns(toUnits[0], toUnits[1])
  const tenths = (units: number) => Math.round(units * 10) / 10
  return words.map(({ text, rect, block, line, size, turn, bold }) => {
    const { x, y, width, height } = transformed(toUnits, rect)
    const place = [tenths(x), tenths(y), tenths(width), tenths(height)] as const
    return [text, ...place, block, line, tenths(size * scale), (turn + turnOfPage) % 4, bold ? 1 : 0]
  })
}

function wordsOf(page: Page): PageWords | undefined {
  const [left, top, right, bottom] = page.getBounds()
  const [width, height] = [right - left, bottom - top]
  if (!(Math.min(width, height) >= minSide && Math.max(width, height) <= maxSide)) return undefined
  const reader = new WordReader([left, top, right, bottom])
  const text = page.toStructuredText('')
  try {
    text.walk(reader)
  } finally {
    reader.end()
    text.destroy()
  }
  return { width, height, words: reader.words, cut: reader.cut }
}

// Of the letters' size. Fonts state other heights, with which the lines of a paragraph would overlap.
const [ascent, descent] = [0.8, 0.2]

/** Puts letters together to words. MuPDF calls it with the letters of a page in reading order. */
class WordReader {
  readonly words: SourceWord[] = []
  cut = false
  #block = -1
  #line = -1
  #turn = 0
  #isUpright = true
  #text = ''
  #left = 0
  #top = 0
  #right = 0
  #bottom = 0
  #size = 0
  #bold = false
  #fonts: Unregistered | undefined
  readonly #page: Rect

  constructor(page: Rect) {
    this.#page = page
  }

  beginTextBlock = (): void => {
    this.#block++
  }

  beginLine = (_rect: unknown, vertical: number, [across, down]: Point): void => {
    this.#line++
    this.#turn = vertical ? 1 : quarterTurns(across, down)
    this.#isUpright = !vertical && Math.max(Math.abs(across), Math.abs(down)) > 0.99
  }

  onChar = (letter: string, origin: Point, font: Font, size: number, quad: Quad): void => {
    const isFirst = this.#text === ''
    if (isFirst) this.#bold = font.isBold()
    // Each letter comes with a reference to its font, which would otherwise be kept until garbage collection.
    font.destroy()
    this.#fonts ??= new Unregistered(font)
    if (/^\s?$/.test(letter)) {
      this.#endWord()
      return
    }
    if (isFirst) this.#begin(size)
    this.#text += letter
    this.#addPlace(origin, size, quad)
  }

  endLine = (): void => {
    this.#endWord()
  }

  /** To be called after the last letter, also if reading failed. */
  end(): void {
    this.#fonts?.end()
  }

  #begin(size: number): void {
    this.#size = size
    this.#left = this.#top = Infinity
    this.#right = this.#bottom = -Infinity
  }

  #addPlace([x, y]: Point, size: number, [x0, y0, x1, y1, x2, y2, x3, y3]: Quad): void {
    const [left, right] = [Math.min(x0, x1, x2, x3), Math.max(x0, x1, x2, x3)]
    const [top, bottom] = [Math.min(y0, y1, y2, y3), Math.max(y0, y1, y2, y3)]
    const [above, below] = [ascent * size, descent * size]
    if (!this.#isUpright) this.#extend(left, top, right, bottom)
    else if (this.#turn === 0) this.#extend(left, y - above, right, y + below)
    else if (this.#turn === 1) this.#extend(x - below, top, x + above, bottom)
    else if (this.#turn === 2) this.#extend(left, y - below, right, y + above)
    else this.#extend(x - above, top, x + below, bottom)
  }

  #extend(left: number, top: number, right: number, bottom: number): void {
    this.#left = Math.min(this.#left, left)
    this.#top = Math.min(this.#top, top)
    this.#right = Math.max(this.#right, right)
    this.#bottom = Math.max(this.#bottom, bottom)
  }

  #endWord(): void {
    if (this.#text === '') return
    const word: SourceWord = {
      ...{ text: this.#text, rect: this.#place(), block: this.#block, line: this.#line },
      ...{ size: this.#size, turn: this.#turn, bold: this.#bold },
    }
    this.#text = ''
    if (!this.#isShown(word.rect)) return
    if (this.words.length < maxWords) this.words.push(word)
    else this.cut = true
  }

  #place(): UnitRect {
    const [pageLeft, pageTop] = this.#page
    const [width, height] = [this.#right - this.#left, this.#bottom - this.#top]
    return { x: this.#left - pageLeft, y: this.#top - pageTop, width, height }
  }

  /** Words of a cropped page that are outside of what is shown aren't words of the page. */
  #isShown({ x, y, width, height }: UnitRect): boolean {
    const [left, top, right, bottom] = this.#page
    const [midX, midY] = [x + width / 2, y + height / 2]
    return midX >= 0 && midX <= right - left && midY >= 0 && midY <= bottom - top
  }
}

interface Finalized {
  _finalizer?: Pick<FinalizationRegistry<number>, 'register' | 'unregister'>
}

/**
 * Keeps MuPDF from registering objects of a class for garbage collection, until `end`. It makes a font for each letter,
 * and to register each takes longer than all else. They have to be destroyed meanwhile.
 */
class Unregistered {
  readonly #class: Finalized
  readonly #registry: Finalized['_finalizer']

  /** `example` is an object of the class that is destroyed already. */
  constructor(example: object) {
    this.#class = example.constructor as Finalized
    this.#registry = this.#class._finalizer
    if (this.#registry) this.#class._finalizer = { register: () => undefined, unregister: () => true }
  }

  end(): void {
    if (this.#registry) this.#class._finalizer = this.#registry
  }
}

/** Clockwise, of a direction with y downwards: 0 is to the right, 1 downwards. */
function quarterTurns(across: number, down: number): number {
  return (Math.round(Math.atan2(down, across) / (Math.PI / 2)) + 4) % 4
}
