// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages on paper of their own: the tablet's size, extended to include ink beyond it.
import type { PDFDocument, PDFObject } from 'mupdf'
import type { PdfInkFacts, UnitRect } from '../core/index.ts'
import { addBookmarks, addHighlights, addLayers, bookmarkOf, describe } from './document-parts.ts'
import type { ReadFont } from './fonts.ts'
import { type InkForm, InkForms, type LayerGroup, tenths } from './ink-forms.ts'
import { lostInkNotes } from './ink-notes.ts'
import type { MuPdf } from './mupdf.ts'
import { type Matrix, maxSide, pointsPerUnit, shownArea } from './placement.ts'
import type { PdfNote, PdfOptions, PdfPage, PdfResult } from './types.ts'

/** A page as added. */
export interface OwnPage {
  number: number
  tags: string[]
  sourcePage: number | null
  facts: PdfInkFacts | undefined
  form: InkForm
  paper: OwnPaper
  /** Has neither ink nor a failure; its paper is that of the other pages. */
  isBlank: boolean
}

/**
 * Every page is first made here, also pages that later go onto a source: their fonts can then be subset without
 * touching the source's, and if the source fails the ink is already there.
 */
export class OwnPages {
  readonly document: PDFDocument
  readonly options: PdfOptions
  readonly notes: PdfNote[]
  readonly pages: OwnPage[] = []
  readonly #forms: InkForms
  /** From the first page that states it; used for blank pages. */
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
    if (form.missingGlyphs > 0)
      this.note(
        'letters-without-shape',
        `${form.missingGlyphs} typed characters can't be displayed, but they can be copied`,
        number,
      )
  }

  note(code: PdfNote['code'], detail: string, page?: number): void {
    this.notes.push({ code, detail, ...(page !== undefined && { page }) })
  }

  /** Adds the pages to the document, once all are known, and reduces the fonts to the letters in use. */
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
  /** In points. */
  width: number
  height: number
  /** Maps page units to the PDF page's own space, y upwards. */
  unitsToUser: Matrix
  scaledDown: boolean
}

const firstPaper = { width: 1404, height: 1872 }

type PaperFacts = Pick<PdfInkFacts, 'area' | 'lines' | 'paper' | 'turned'>

function paperOf(facts: PaperFacts): OwnPaper {
  const area = shownArea(facts)
  const wanted = pointsPerUnit(facts)
  const scale = Math.min(wanted, maxSide / Math.max(area.width, area.height))
  const [across, down] = [area.width * scale, area.height * scale]
  const [right, bottom] = [(area.x + area.width) * scale, (area.y + area.height) * scale]
  const scaledDown = scale < wanted
  // A quarter turn clockwise: the frame's top becomes the page's right side.
  if (facts.turned)
    return { area, width: down, height: across, unitsToUser: [0, -scale, -scale, 0, bottom, right], scaledDown }
  return { area, width: across, height: down, unitsToUser: [scale, 0, 0, -scale, -area.x * scale, bottom], scaledDown }
}

/** Creates a page that shows the form, without adding it to the document's pages. */
export function addOwnPage(document: PDFDocument, paper: OwnPaper, form: PDFObject): PDFObject {
  const resources = document.newDictionary()
  const forms = document.newDictionary()
  forms.put('Ink', form)
  resources.put('XObject', forms)
  const content = `q ${placing(paper.unitsToUser)} cm /Ink Do Q`
  return document.addPage([0, 0, paper.width, paper.height], 0, resources, content)
}

/** Adds all pages to an empty document. Inserting them one by one would search the page tree for each. */
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

/** The matrix as operands, for content in tenths of page units such as forms. */
export function placing([a, b, c, d, e, f]: Matrix): string {
  return [a / tenths, b / tenths, c / tenths, d / tenths, e, f].map((value) => Number(value.toFixed(7))).join(' ')
}
