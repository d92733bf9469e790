// SPDX-License-Identifier: AGPL-3.0-or-later
// Generates books whose words and sentences are known, printed as PDF (columns, hyphenation, crops, rotations) and EPUB.
import * as mupdf from 'mupdf'
import type { UnitRect } from '../../shared/src/core/index.ts'
import { layPages } from '../../shared/src/pdf/own-pages.ts'
import { zipped } from '../generator/archive.ts'
import { utf8Bytes } from '../generator/bytes.ts'
import type { Random } from '../generator/prng.ts'

/** A sentence is a list of words with their punctuation. */
export type Paragraph = string[][]

/** A printed word, or a part of one that is broken at the end of a line. */
export interface Printed {
  text: string
  /** Position of its word in the book, and its sentence's and paragraph's. */
  word: number
  sentence: number
  paragraph: number
  page: number
  line: number
  /** In points from the upper left corner of the page as shown. */
  rect: UnitRect
  /** The word goes on in the next line. */
  isBroken: boolean
}

export interface PrintedPdf {
  bytes: Uint8Array
  /** In reading order. */
  printed: Printed[]
  pages: number
  /** Of each page as shown, in points. */
  width: number
}

const languages = {
  en: {
    subjects: [
      ...['the office', 'a specific result', 'the efficient method', 'this difficult question', 'the final report'],
      ...['our first finding', 'the flow of water', 'a different definition', 'the scientific community'],
      ...['a well-known author', 'the traffic in cities', 'the afflicted region', 'Dr. Keller', 'the offered solution'],
    ],
    verbs: [
      ...['defines', 'influences', 'describes', 'confirms', 'reflects', 'simplifies', 'rarely justifies', 'identifies'],
      ...['does not affect', 'sufficiently explains', 'has finally modified', 'would classify'],
    ],
    objects: [
      ...['the configuration of the instruments', 'several benefits of the office', 'a profile of the visitors'],
      ...['the conflict between both parties', 'no significant differences', 'the fifth chapter of this book'],
      ...[
        'an artificial reflection',
        'the efforts of the staff',
        'what was found in the field',
        '1,250 unofficial files',
      ],
    ],
    links: ['because', 'although', 'while', 'and', 'so that', 'as soon as', 'unless', 'whereas'],
    starts: ['In fact,', 'After five years,', 'However,', 'For the first time,', 'Beyond doubt,', 'In 1987,', ''],
  },
  /** Shares only small words with `en`. */
  other: {
    subjects: [
      'the old sailor',
      'a stormy night',
      'their wooden boat',
      'the captain',
      'a quiet harbour',
      'the youngest son',
    ],
    verbs: ['never reached', 'slowly approached', 'remembered', 'could hardly see', 'sailed past', 'was looking for'],
    objects: [
      ...['the rocks below the lighthouse', 'an island without a name', 'the letters of his mother'],
      ...['what the waves had left', 'a barrel of rum', 'the coast of Brittany in the morning'],
    ],
    links: ['before', 'and', 'when', 'because', 'until'],
    starts: ['At dawn', 'Again', 'That winter', ''],
  },
  de: {
    subjects: [
      ...['die häufige Auffassung', 'das öffentliche Amt', 'der flüchtige Eindruck', 'eine offene Frage'],
      ...[
        'die Fünfte Untersuchung',
        'der größte Teil der Bevölkerung',
        'ein schönes Fest',
        'die wissenschaftliche Pflicht',
      ],
    ],
    verbs: ['beeinflusst', 'verändert', 'bestätigt häufig', 'übertrifft', 'widerlegt schließlich', 'öffnet'],
    objects: [
      ...['das Verhältnis der Größen', 'die Wahrscheinlichkeit eines Unfalls', 'den Fluss der Geschäfte'],
      ...['die Veröffentlichung der Ergebnisse', 'das Gefühl der Zugehörigkeit', 'keine auffälligen Unterschiede'],
    ],
    links: ['weil', 'obwohl', 'während', 'und', 'sodass', 'sofern'],
    starts: ['Tatsächlich', 'Darüber hinaus', 'Nach fünf Jahren', 'Schließlich', ''],
  },
  fr: {
    subjects: [
      ...[
        'le bénéfice offert',
        'une réflexion différente',
        'la première définition',
        'l’été dernier',
        'le chef du café',
      ],
      ...['la difficulté du métier', 'cette affaire étrange', 'le fleuve français'],
    ],
    verbs: ['modifie', 'révèle enfin', 'justifie à peine', 'influence', 'décrit très bien', 'reflète'],
    objects: [
      ...['les efforts de la société', 'un profil inachevé', 'la flotte du général', 'aucun élément nouveau'],
      ...['le siège de l’assemblée', 'les fidèles du théâtre', 'la fin du récit'],
    ],
    links: ['parce que', 'tandis que', 'et', 'bien que', 'dès que'],
    starts: ['En effet,', 'Après cinq années,', 'Cependant,', ''],
  },
}

export type Language = keyof typeof languages

export function bookText(random: Random, language: Language, paragraphs: number): Paragraph[] {
  const words = languages[language]
  const clause = () => `${random.pick(words.subjects)} ${random.pick(words.verbs)} ${random.pick(words.objects)}`
  const sentence = () => {
    const clauses = Array.from({ length: 1 + random.integer(3) }, clause)
    const start = random.pick(words.starts)
    const text = `${start} ${clauses.join(`, ${random.pick(words.links)} `)}`.trim().replaceAll('’', "'")
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}${random.chance(0.1) ? '?' : '.'}`.split(' ')
  }
  return Array.from({ length: paragraphs }, () => Array.from({ length: 3 + random.integer(5) }, sentence))
}

export interface Layout {
  columns: 1 | 2
  size: number
  /** The page is cropped by that on each side, in points. */
  crop: number
  rotated: boolean
}

// In points.
const [pageWidth, pageHeight, margin, gutter] = [595, 842, 60, 24]
/** Of the first line, and below the last, from the upper edge. */
const [top, bottom] = [margin + 40, pageHeight - margin - 30]
/** In font sizes. */
const lineHeight = 1.25

/** Prints the book on A4 pages with running heads and page numbers. */
export function printPdf(book: readonly Paragraph[], layout: Layout): PrintedPdf {
  const press = new Press(layout)
  let [word, sentence] = [0, 0]
  for (const [paragraph, sentences] of book.entries()) {
    for (const words of sentences) {
      for (const text of words) press.add({ text, word: word++, sentence, paragraph })
      sentence++
    }
    press.endParagraph()
  }
  return press.finish()
}

type Piece = Omit<Printed, 'rect' | 'page' | 'line'>

/** Sets words in lines, lines in columns, and columns on pages. */
class Press {
  readonly #layout: Layout
  readonly #face = new mupdf.Font('Helvetica')
  readonly #printed: Printed[] = []
  readonly #contents: string[][] = [[]]
  #pieces: Piece[] = []
  #column = 0
  #y = top
  #line = 0

  constructor(layout: Layout) {
    this.#layout = layout
  }

  add({ text, ...facts }: Omit<Piece, 'isBroken'>): void {
    const isRoomFor = (part: string) => this.#widthOf(part) <= this.#room()
    if (isRoomFor(text)) this.#pieces.push({ text, ...facts, isBroken: false })
    else {
      const cut = this.#isLastLine() ? 0 : breakOf(text, (part) => isRoomFor(`${part}-`))
      if (cut > 0) this.#pieces.push({ text: `${text.slice(0, cut)}-`, ...facts, isBroken: true })
      this.#endLine()
      this.#pieces.push({ text: text.slice(cut), ...facts, isBroken: false })
    }
  }

  endParagraph(): void {
    this.#endLine()
    this.#y += this.#layout.size
    if (this.#y > bottom) this.#nextLine()
  }

  finish(): PrintedPdf {
    const { crop, rotated } = this.#layout
    const bytes = pdfOf(this.#contents, crop, rotated)
    return { bytes, printed: this.#printed, pages: this.#contents.length, width: pageWidth - 2 * crop }
  }

  #widthOf(text: string): number {
    const widths = [...text].map((letter) => this.#face.advanceGlyph(this.#face.encodeCharacter(letter)))
    return widths.reduce((sum, width) => sum + width, 0) * this.#layout.size
  }

  #columnWidth(): number {
    const { columns } = this.#layout
    return (pageWidth - 2 * margin - (columns - 1) * gutter) / columns
  }

  #room(): number {
    return this.#columnWidth() - this.#widthOf(this.#pieces.map(({ text }) => text).join(' ')) - this.#widthOf(' ')
  }

  #isLastLine(): boolean {
    const { size, columns } = this.#layout
    return this.#y + size * lineHeight > bottom && this.#column === columns - 1
  }

  #endLine(): void {
    const { size, crop } = this.#layout
    const page = this.#contents.length - 1
    let x = margin + this.#column * (this.#columnWidth() + gutter)
    const text = this.#pieces.map((piece) => piece.text).join(' ')
    if (text !== '') this.#contents[page]?.push(shown(text, x, pageHeight - this.#y, size))
    for (const piece of this.#pieces) {
      const width = this.#widthOf(piece.text)
      const rect = { x: x - crop, y: this.#y - size * 0.8 - crop, width, height: size * 1.05 }
      this.#printed.push({ ...piece, page, line: this.#line, rect })
      x += width + this.#widthOf(' ')
    }
    this.#pieces = []
    this.#nextLine()
  }

  #nextLine(): void {
    this.#line++
    this.#y += this.#layout.size * lineHeight
    if (this.#y <= bottom) return
    this.#y = top
    this.#column++
    if (this.#column < this.#layout.columns) return
    this.#column = 0
    this.#contents.push([])
  }
}

/** The longest start of a word that has room; 0 if the word can't be broken. */
function breakOf(text: string, fits: (part: string) => boolean): number {
  if (!/^\p{L}{8,}$/u.test(text)) return 0
  for (let cut = text.length - 3; cut >= 3; cut--) if (fits(text.slice(0, cut))) return cut
  return 0
}

function shown(text: string, x: number, y: number, size: number): string {
  const escaped = [...text].map((letter) => {
    const code = letter.charCodeAt(0)
    return code > 126 || /[()\\]/.test(letter) ? `\\${code.toString(8).padStart(3, '0')}` : letter
  })
  return `BT /F1 ${size} Tf 1 0 0 1 ${x.toFixed(2)} ${y.toFixed(2)} Tm (${escaped.join('')}) Tj ET`
}

function pdfOf(contents: string[][], crop: number, rotated: boolean): Uint8Array {
  const document = new mupdf.PDFDocument()
  const font = document.addSimpleFont(new mupdf.Font('Helvetica'), 'Latin')
  const sheets = contents.map((lines, index) => {
    const head = shown('On the nature of findings', margin, pageHeight - margin, 14)
    const foot = shown(`- ${index + 1} -`, pageWidth / 2, margin, 9)
    const upright = `0 g\n${[head, ...lines, foot].join('\n')}`
    const content = rotated ? `q 0 1 -1 0 ${pageHeight} 0 cm\n${upright}\nQ` : upright
    const page = document.addPage([0, 0, 1, 1], rotated ? 90 : 0, { Font: { F1: font } }, content)
    const [width, height] = rotated ? [pageHeight, pageWidth] : [pageWidth, pageHeight]
    page.put('MediaBox', [0, 0, width, height])
    if (crop > 0) page.put('CropBox', [crop, crop, width - crop, height - crop])
    return page
  })
  layPages(document, sheets)
  return document.saveToBuffer('').asUint8Array().slice()
}

const paragraphsOfChapter = 10

/** 0-based. */
export const chapterOf = (paragraph: number) => Math.floor(paragraph / paragraphsOfChapter)

/** The book as EPUB. */
export function printEpub(book: readonly Paragraph[]): Promise<Uint8Array> {
  const chapters: Paragraph[][] = []
  for (let start = 0; start < book.length; start += paragraphsOfChapter)
    chapters.push(book.slice(start, start + paragraphsOfChapter))
  const numbers = chapters.map((_, index) => index + 1)
  const items = numbers.map((n) => `<item id="c${n}" href="c${n}.xhtml" media-type="application/xhtml+xml"/>`)
  const files = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>' +
      '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'book.opf':
      '<package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata></metadata>' +
      `<manifest>${items.join('')}</manifest><spine>${numbers.map((n) => `<itemref idref="c${n}"/>`).join('')}</spine></package>`,
    ...Object.fromEntries(
      chapters.map((paragraphs, index) => [`c${index + 1}.xhtml`, chapterHtml(paragraphs, index + 1)]),
    ),
  }
  return zipped(Object.entries(files).map(([path, text]) => ({ path, bytes: utf8Bytes(text) })))
}

function chapterHtml(paragraphs: readonly Paragraph[], number: number): string {
  const texts = paragraphs.map((sentences) => `<p>${sentences.map((words) => words.join(' ')).join(' ')}</p>`)
  return `<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Chapter ${number}</h1>${texts.join('')}</body></html>`
}
