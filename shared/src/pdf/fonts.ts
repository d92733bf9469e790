// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes text as PDF operators, in the typeface of typed text or in fonts that come with MuPDF. Letters that all of
// them lack become text without a shape.
import type { Font, PDFDocument, PDFObject } from 'mupdf'
import type { FontStyle } from '../core/index.ts'
import type { MuPdf } from './mupdf.ts'

/** Reads a font file of the typeface for typed text. */
export type ReadFont = (style: FontStyle) => Promise<Uint8Array>

/** From the standard fonts that every PDF viewer has. */
const substitutes: Record<FontStyle, string> = {
  regular: 'Helvetica',
  medium: 'Helvetica',
  bold: 'Helvetica-Bold',
  italic: 'Helvetica-Oblique',
  'bold-italic': 'Helvetica-BoldOblique',
  serif: 'Times-Roman',
  'serif-bold': 'Times-Bold',
}

// Replacements for checkboxes that a font lacks: they look alike and stay checkboxes as text.
const lookalikes: Record<string, string> = { '☐': '❏', '☑': '✓', '☒': '✗' }

interface Piece {
  font: string
  /** From the start of the text, in ems. */
  at: number
  glyphs: number[]
  /** The text that the glyphs stand for, if it can't be derived from them. */
  text?: string
}

export interface SetText {
  pieces: Piece[]
  /** In ems. */
  width: number
  /** Number of letters that no font has a shape for. */
  missingGlyphs: number
}

/** The fonts of one document, each embedded once. */
export class DocumentFonts {
  readonly #mupdf: MuPdf
  readonly #document: PDFDocument
  readonly #readFont: ReadFont | undefined
  readonly #byName = new Map<string, Font>()
  readonly #byStyle = new Map<FontStyle, Font>()
  /** Keyed by the font's own name. */
  readonly #embedded = new Map<string, { key: string; object: PDFObject }>()

  constructor(mupdf: MuPdf, document: PDFDocument, readFont: ReadFont | undefined) {
    this.#mupdf = mupdf
    this.#document = document
    this.#readFont = readFont
  }

  /** Call before setting text in these styles. Does nothing without `readFont`. */
  async fetch(styles: Iterable<FontStyle>): Promise<void> {
    const readFont = this.#readFont
    if (!readFont) return
    const missing = [...new Set(styles)].filter((style) => !this.#byStyle.has(style))
    const files = await Promise.all(missing.map((style) => readFont(style)))
    for (const [index, style] of missing.entries())
      this.#byStyle.set(style, new this.#mupdf.Font(`Typed-${style}`, files[index] ?? new Uint8Array()))
  }

  /** Uses the typeface of typed text if it was fetched. */
  setTyped(text: string, style: FontStyle = 'regular'): SetText {
    return this.#set(text, this.#byStyle.get(style) ?? this.#named(substitutes[style]))
  }

  /** Uses Helvetica, whose metrics are known. */
  set(text: string): SetText {
    return this.#set(text, this.#named('Helvetica'))
  }

  #set(text: string, font: Font): SetText {
    const set: SetText = { pieces: [], width: 0, missingGlyphs: 0 }
    for (const part of text.split(/([☐☑☒])/u)) {
      const lookalike = lookalikes[part]
      if (lookalike === undefined || font.encodeCharacter(part) > 0) this.#append(set, part, font)
      else this.#append(set, lookalike, this.#named('ZapfDingbats'), part)
    }
    return set
  }

  /** Embedded font objects by the keys that pieces use. */
  resources(keys: Iterable<string>): Map<string, PDFObject> {
    const wanted = new Set(keys)
    return new Map(
      [...this.#embedded.values()].filter(({ key }) => wanted.has(key)).map(({ key, object }) => [key, object]),
    )
  }

  #append(set: SetText, text: string, font: Font, standsFor?: string): void {
    if (text === '') return
    const laid = new this.#mupdf.Text()
    const end = laid.showString(font, [1, 0, 0, 1, set.width, 0], text)
    let piece: Piece | undefined
    laid.walk({
      beginSpan: () => {
        piece = undefined
      },
      showGlyph: (glyphFont, [, , , , at], glyph, unicode) => {
        const isShapeless = glyph === 0
        const key = this.#keyOf(glyphFont)
        if (piece?.font !== key || (piece.text !== undefined) !== isShapeless) {
          piece = { font: key, at, glyphs: [], ...(isShapeless && { text: '' }) }
          set.pieces.push(piece)
        }
        if (glyph >= 0) piece.glyphs.push(glyph)
        if (!isShapeless) return
        piece.text += String.fromCodePoint(unicode)
        set.missingGlyphs++
      },
    })
    if (piece && standsFor !== undefined) (piece as Piece).text = standsFor
    set.width = end[4]
    laid.destroy()
  }

  #named(name: string): Font {
    const font = this.#byName.get(name) ?? new this.#mupdf.Font(name)
    this.#byName.set(name, font)
    return font
  }

  #keyOf(font: Font): string {
    const name = font.getName()
    const known = this.#embedded.get(name)
    if (known) return known.key
    const key = `F${this.#embedded.size}`
    this.#embedded.set(name, { key, object: this.#document.addFont(font) })
    return key
  }
}

export interface TextPlace {
  /** Start of the text; `across` and `up` are unit vectors. All in the content's own space. */
  x: number
  y: number
  across: [number, number]
  up: [number, number]
  size: number
  /** Width to stretch the text to; default: its own width. */
  fill?: number
  invisible?: boolean
}

/** One line of text. Adds the text itself where the shapes don't reveal it. */
export function textOperators(set: SetText, place: TextPlace): string {
  const { x, y, across, up, size } = place
  const stretch = place.fill && set.width > 0 ? place.fill / (set.width * size) : 1
  const scale = Math.min(Math.max(stretch, 0.05), 20)
  const shows = set.pieces.map(({ font, at, glyphs, text }) => {
    const along = at * size * scale
    const matrix = [...across, ...up, x + across[0] * along, y + across[1] * along].map(number).join(' ')
    const show = `/${font} ${number(size)} Tf ${matrix} Tm <${glyphs.map(hex).join('')}> Tj`
    return text === undefined ? show : `/Span <</ActualText <${utf16(text)}>>> BDC ${show} EMC`
  })
  const mode = place.invisible ? '3 Tr ' : ''
  const squeeze = scale === 1 ? '' : `${number(scale * 100)} Tz `
  // A text object inherits the graphics state, so q and Q undo the changes.
  return `q BT ${mode}${squeeze}\n${shows.join('\n')}\nET Q\n`
}

export function number(value: number): string {
  return String(Number(value.toFixed(4)))
}

function hex(glyph: number): string {
  return glyph.toString(16).padStart(4, '0')
}

function utf16(text: string): string {
  let digits = 'feff'
  for (let i = 0; i < text.length; i++) digits += hex(text.charCodeAt(i))
  return digits
}
