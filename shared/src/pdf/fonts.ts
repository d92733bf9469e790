// SPDX-License-Identifier: AGPL-3.0-or-later
// Text as PDF operators, in fonts that MuPDF brings along; letters they lack stay text without a shape.
import type { Font, PDFDocument, PDFObject } from 'mupdf'
import type { MuPdf } from './mupdf.ts'

export interface FontStyle {
  bold: boolean
  italic: boolean
}

const plain: FontStyle = { bold: false, italic: false }

// Helvetica has no boxes to tick; these look alike and keep their own meaning as text.
const lookalikes: Record<string, string> = { '☐': '❏', '☑': '✓', '☒': '✗' }

interface Piece {
  font: string
  /** From the start of the text, in ems. */
  at: number
  glyphs: number[]
  /** What it stands for, where the shapes do not say. */
  text?: string
}

export interface SetText {
  pieces: Piece[]
  /** In ems. */
  width: number
  /** Letters for which no font has a shape. */
  shapeless: number
}

/** The fonts of one document, each embedded once. */
export class FontShelf {
  readonly #mupdf: MuPdf
  readonly #document: PDFDocument
  readonly #byStyle = new Map<string, Font>()
  /** By the font's own name. */
  readonly #embedded = new Map<string, { key: string; object: PDFObject }>()

  constructor(mupdf: MuPdf, document: PDFDocument) {
    this.#mupdf = mupdf
    this.#document = document
  }

  set(text: string, style: FontStyle = plain): SetText {
    const set: SetText = { pieces: [], width: 0, shapeless: 0 }
    for (const part of text.split(/([☐☑☒])/u)) {
      const lookalike = lookalikes[part]
      if (lookalike === undefined) this.#append(set, part, this.#styled(style))
      else this.#append(set, lookalike, this.#named('ZapfDingbats'), part)
    }
    return set
  }

  /** Embedded font objects by the keys that pieces name. */
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
        set.shapeless++
      },
    })
    if (piece && standsFor !== undefined) (piece as Piece).text = standsFor
    set.width = end[4]
    laid.destroy()
  }

  #styled({ bold, italic }: FontStyle): Font {
    const suffix = `${bold ? 'Bold' : ''}${italic ? 'Oblique' : ''}`
    return this.#named(suffix === '' ? 'Helvetica' : `Helvetica-${suffix}`)
  }

  #named(name: string): Font {
    const font = this.#byStyle.get(name) ?? new this.#mupdf.Font(name)
    this.#byStyle.set(name, font)
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
  /** Where the text starts; `across` and `up` are its directions, of length 1, all in the content's own space. */
  x: number
  y: number
  across: [number, number]
  up: [number, number]
  size: number
  /** Width to fill, else as wide as it is. */
  fill?: number
  invisible?: boolean
}

/** One line of text. Where shapes do not say what they stand for, the text is written beside them. */
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
  // A text object begins with the graphics state as it is, so what was set goes with q and Q.
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
