// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of a PDF with printed text whose words have known places: in one column or two, rotated, cropped.
import * as mupdf from 'mupdf'
import type { Place } from '../generator/ink.ts'
import type { Random } from '../generator/prng.ts'

/** A word of a sheet, in points of the text's own upright space: x to the right, y downwards. */
export interface SheetWord {
  text: string
  x: number
  width: number
  line: number
}

export interface SheetLine {
  /** Indices of its words: [first, end). */
  first: number
  end: number
  left: number
  right: number
  baseline: number
  size: number
  column: number
  heading: boolean
}

export interface SheetLayout {
  font: 'Helvetica' | 'Times-Roman' | 'Courier'
  size: number
  /** Of the lines, as a multiple of the size. */
  leading: number
  columns: 1 | 2
  /** How the page is stored: as shown, rotated so that it is shown upright, cropped, or with its text on its side. */
  stored: 'plain' | 'rotated' | 'cropped' | 'sideways'
}

/** The space in which the text is upright, in points. */
const [width, height] = [595, 842]
const margin = { left: 82, right: 82, top: 70, bottom: 110 }
const gutter = 30
const cropMargin = { x: 60, y: 45 }

const syllables =
  'ma re ti lo sen da vi pe nor ka lu the in sta ble con tra mi gu ro fen al ber ding sol ve que ar'.split(' ')

export class Sheet {
  readonly words: SheetWord[] = []
  readonly lines: SheetLine[] = []
  readonly layout: SheetLayout
  readonly #font: mupdf.Font
  readonly #bold: mupdf.Font
  /** Of the sentence that a line ends in. */
  #wordsLeft = 0

  constructor(layout: SheetLayout, random: Random) {
    this.layout = layout
    this.#font = new mupdf.Font(layout.font)
    this.#bold = new mupdf.Font('Helvetica-Bold')
    this.#fill(random)
  }

  /** Page units of a tablet's page of version 6 for a place in the text's space. */
  toUnits({ x, y }: Place): Place {
    const unit = 227 / 72
    if (this.layout.stored !== 'sideways') return { x: (x - width / 2) * unit, y: y * unit }
    // Shown a quarter turn clockwise: the text runs downwards, and its top is on the right.
    return { x: (height - y - height / 2) * unit, y: x * unit }
  }

  /** Adds the page to the document. */
  addTo(document: mupdf.PDFDocument, before: mupdf.PDFObject[]): void {
    const { stored } = this.layout
    const fonts = { F1: document.addSimpleFont(this.#font, 'Latin'), F2: document.addSimpleFont(this.#bold, 'Latin') }
    const content = [...this.lines.map((line) => this.#operators(line)), ...this.#outside()].join('\n')
    const rotate = stored === 'rotated' || stored === 'sideways' ? 90 : 0
    const page = document.addPage([0, 0, 1, 1], rotate, { Font: fonts }, content)
    page.put('MediaBox', this.#mediaBox())
    if (stored === 'cropped')
      page.put('CropBox', [cropMargin.x, cropMargin.y, cropMargin.x + width, cropMargin.y + height])
    before.push(page)
  }

  /** The words as a reader would copy them. */
  textOf(first: number, end: number): string {
    return this.words
      .slice(first, end)
      .map(({ text }) => text)
      .join(' ')
  }

  #fill(random: Random): void {
    const { columns, size, leading } = this.layout
    const room = (width - margin.left - margin.right - gutter * (columns - 1)) / columns
    for (let column = 0; column < columns; column++) {
      const from = margin.left + column * (room + gutter)
      let untilHeading = random.integer(3)
      for (let y = margin.top + size; y < height - margin.bottom; y += size * leading) {
        if (untilHeading-- > 0) {
          this.#addLine(this.#wordsOfLine(room, random), { from, y, size, column, heading: false })
          continue
        }
        untilHeading = 8 + random.integer(10)
        y += size * 0.8
        const heading = [`${1 + random.integer(9)}`, capital(wordOf(random)), wordOf(random)]
        this.#addLine(heading, { from, y, size: size * 1.35, column, heading: true })
        this.#wordsLeft = 0
        y += size * leading * 0.3
      }
      this.#wordsLeft = 0
    }
  }

  /** As many words as there is room for, in sentences of 5 to 16 words. */
  #wordsOfLine(room: number, random: Random): string[] {
    const texts: string[] = []
    for (let used = 0; ; ) {
      const begins = this.#wordsLeft === 0
      const left = begins ? 5 + random.integer(12) : this.#wordsLeft
      const word = begins ? capital(wordOf(random)) : wordOf(random)
      const text = word + (left === 1 ? '.' : random.chance(0.08) ? ',' : '')
      used += this.#widthOf(text, this.layout.size, false) + this.#space(this.layout.size)
      if (used > room) return texts
      texts.push(text)
      this.#wordsLeft = left - 1
    }
  }

  #addLine(texts: string[], at: { from: number; y: number; size: number; column: number; heading: boolean }): void {
    const first = this.words.length
    let x = at.from
    for (const text of texts) {
      const advance = this.#widthOf(text, at.size, at.heading)
      this.words.push({ text, x, width: advance, line: this.lines.length })
      x += advance + this.#space(at.size)
    }
    const { size, column, heading } = at
    const right = x - this.#space(at.size)
    this.lines.push({ first, end: this.words.length, left: at.from, right, baseline: at.y, size, column, heading })
  }

  #widthOf(text: string, size: number, bold: boolean): number {
    const font = bold ? this.#bold : this.#font
    return [...text].reduce((sum, letter) => sum + font.advanceGlyph(font.encodeCharacter(letter)) * size, 0)
  }

  #space(size: number): number {
    return this.#widthOf(' ', size, false)
  }

  #operators({ first, end, baseline, size, heading }: SheetLine): string {
    const words = this.words.slice(first, end)
    return words
      .map(({ text, x }) => `BT /${heading ? 'F2' : 'F1'} ${size} Tf ${this.#matrix(x, baseline)} Tm (${text}) Tj ET`)
      .join('\n')
  }

  /** Words that a crop hides. */
  #outside(): string[] {
    return this.layout.stored === 'cropped' ? ['BT /F1 9 Tf 1 0 0 1 80 20 Tm (Printed for nobody) Tj ET'] : []
  }

  /** Where text at a place of the text's space is drawn; PDF has its origin in the lower left corner. */
  #matrix(x: number, y: number): string {
    const { stored } = this.layout
    if (stored === 'rotated') return `0 1 -1 0 ${y} ${x}`
    if (stored === 'cropped') return `1 0 0 1 ${cropMargin.x + x} ${cropMargin.y + height - y}`
    return `1 0 0 1 ${x} ${height - y}`
  }

  #mediaBox(): number[] {
    const { stored } = this.layout
    if (stored === 'rotated') return [0, 0, height, width]
    if (stored === 'cropped') return [0, 0, width + 2 * cropMargin.x, height + 2 * cropMargin.y]
    return [0, 0, width, height]
  }
}

function wordOf(random: Random): string {
  const count = random.pick([1, 1, 2, 2, 2, 3, 3, 4])
  return Array.from({ length: count }, () => random.pick(syllables)).join('')
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
