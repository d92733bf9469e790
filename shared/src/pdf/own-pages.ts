// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages on paper of their own: of the tablet's size, grown where ink leaves it.
import type { PDFDocument, PDFObject } from 'mupdf'
import type { PdfInkFacts, UnitRect } from '../core/index.ts'
import { addBookmarks, addHighlights, addLayers, bookmarkOf, describe } from './document-parts.ts'
import type { ReadFont } from './fonts.ts'
import { type InkForm, InkForms, type LayerGroup, tenths } from './ink-forms.ts'
import { lostInkNotes } from './ink-notes.ts'
import type { MuPdf } from './mupdf.ts'
import { longestSide, type Matrix, pointsPerUnit, shownArea } from './placement.ts'
import type { PdfNote, PdfOptions, PdfPage, PdfResult } from './types.ts'

/** A page as it was taken in. */
export interface OwnPage {
  number: number
  tags: string[]
  sourcePage: number | null
  facts: PdfInkFacts | undefined
  form: InkForm
  paper: OwnPaper
  /** Nothing is known of it but its place. */
  isBlank: boolean
}

/**
 * Every page is first made here, also those that then go onto a source: their fonts can be reduced to the
 * letters used without touching the source's, and where the source fails the ink is there already.
 */
export class OwnPages {
  readonly document: PDFDocument
  readonly options: PdfOptions
  readonly notes: PdfNote[]
  readonly pages: OwnPage[] = []
  readonly #forms: InkForms
  /** Of the first page that says it: blank pages between the others are of the same. */
  #paper: PdfInkFacts['paper'] | undefined
  #settled = false

  constructor(mupdf: MuPdf, options: PdfOptions, notes: PdfNote[], readFont: ReadFont | undefined) {
    this.document = new mupdf.PDFDocument()
    this.options = options
    this.notes = notes
    this.#forms = new InkForms(mupdf, this.document, readFont)
  }

  get groups(): LayerGroup[] {
    return this.#forms.groups
  }

  async add(page: PdfPage): Promise<void> {
    const { number, tags, sourcePage, failure, ink } = page
    this.#paper ??= ink?.facts.paper
    const paper = paperOf(ink?.facts ?? this.#blank())
    const form = await this.#forms.make(page, paper.area)
    const isBlank = !ink && failure === undefined
    this.pages.push({ number, tags, sourcePage, facts: ink?.facts, form, paper, isBlank })
    if (ink) this.notes.push(...lostInkNotes(ink.facts, number))
    for (const { code, message } of form.missing) this.note(code, message, number)
    if (failure !== undefined) this.note('page-unreadable', `The page couldn't be read: ${failure}`, number)
    if (form.shapeless > 0)
      this.note(
        'letters-without-shape',
        `${form.shapeless} typed characters can't be displayed, but they can be copied`,
        number,
      )
  }

  note(code: PdfNote['code'], detail: string, page?: number): void {
    this.notes.push({ code, detail, ...(page !== undefined && { page }) })
  }

  /** Lays the pages down when all are known. Fonts hold only the letters used from here on. */
  settle(): void {
    if (this.#settled) return
    this.#settled = true
    for (const page of this.pages) if (page.isBlank) page.paper = paperOf(this.#blank())
    layPages(
      this.document,
      this.pages.map(({ paper, form }) => addOwnPage(this.document, paper, form.object)),
    )
    this.document.subsetFonts()
  }

  #blank(): PaperFacts {
    const paper = this.#paper ?? firstPaper
    const [width, height] = [paper.width, paper.height]
    const sides = this.options.orientation === 'landscape' ? { width: height, height: width } : { width, height }
    return { area: { x: -sides.width / 2, y: 0, ...sides }, lines: [], paper, turned: false }
  }

  finish(): PdfResult {
    const { document, pages } = this
    this.settle()
    pages.forEach(({ number, facts, form, paper }, index) => {
      if (facts) addHighlights(document, index, facts, paper.unitsToUser, form.groups)
      if (paper.scaledDown)
        this.note('page-scaled-down', 'The page is longer than a PDF page can be and was scaled down', number)
    })
    addLayers(document, this.groups)
    addBookmarks(document, pages.map(bookmarkOf))
    describe(document, this.options, pages)
    return { bytes: savedBytes(document, 'compress,garbage=compact'), saved: 'new', notes: this.notes }
  }

  close(): void {
    this.document.destroy()
  }
}

/** A copy outside MuPDF's memory. */
export function savedBytes(document: PDFDocument, how: string): Uint8Array {
  const buffer = document.saveToBuffer(how)
  const bytes = buffer.asUint8Array().slice()
  buffer.destroy()
  return bytes
}

export interface OwnPaper {
  area: UnitRect
  /** Points. */
  width: number
  height: number
  /** Page units to the PDF page's own space, y upwards. */
  unitsToUser: Matrix
  scaledDown: boolean
}

const firstPaper = { width: 1404, height: 1872 }

type PaperFacts = Pick<PdfInkFacts, 'area' | 'lines' | 'paper' | 'turned'>

function paperOf(facts: PaperFacts): OwnPaper {
  const area = shownArea(facts)
  const wanted = pointsPerUnit(facts)
  const scale = Math.min(wanted, longestSide / Math.max(area.width, area.height))
  const [across, down] = [area.width * scale, area.height * scale]
  const [right, bottom] = [(area.x + area.width) * scale, (area.y + area.height) * scale]
  const scaledDown = scale < wanted
  // A quarter turn clockwise: the top of the frame becomes the right side of the page.
  if (facts.turned)
    return { area, width: down, height: across, unitsToUser: [0, -scale, -scale, 0, bottom, right], scaledDown }
  return { area, width: across, height: down, unitsToUser: [scale, 0, 0, -scale, -area.x * scale, bottom], scaledDown }
}

/** A new page that shows the form; it is not yet among the document's pages. */
export function addOwnPage(document: PDFDocument, paper: OwnPaper, form: PDFObject): PDFObject {
  const resources = document.newDictionary()
  const forms = document.newDictionary()
  forms.put('Ink', form)
  resources.put('XObject', forms)
  const content = `q ${placing(paper.unitsToUser)} cm /Ink Do Q`
  return document.addPage([0, 0, paper.width, paper.height], 0, resources, content)
}

/** All pages of a document that has none. Inserted one by one, each would be sought a place among those before it. */
export function layPages(document: PDFDocument, pages: PDFObject[]): void {
  const tree = document.getTrailer().get('Root', 'Pages')
  const kids = document.newArray()
  for (const page of pages) {
    page.put('Parent', tree)
    kids.push(page)
  }
  tree.put('Kids', kids)
  tree.put('Count', pages.length)
}

/** The matrix as operands, for what counts in tenths of page units as forms do. */
export function placing([a, b, c, d, e, f]: Matrix): string {
  return [a / tenths, b / tenths, c / tenths, d / tenths, e, f].map((value) => Number(value.toFixed(7))).join(' ')
}
