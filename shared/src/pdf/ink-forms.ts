// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts a page's ink and text to one PDF form in tenths of page units; the page that draws the form places it.
import { zlibSync } from 'fflate'
import type { PDFDocument, PDFObject } from 'mupdf'
import type { PdfInkFacts, PdfTextLine, UnitRect } from '../core/index.ts'
import { DocumentFonts, type ReadFont, type SetText, type TextPlace, textOperators } from './fonts.ts'
import { openPicture, PictureError } from './image-pictures.ts'
import type { MuPdf } from './mupdf.ts'
import { union } from './placement.ts'
import type { PdfPage, RecognisedLine } from './types.ts'
import { visualOrder } from './visual-order.ts'

/** Form units per page unit. */
export const tenths = 10

export interface LayerGroup {
  object: PDFObject
  name: string
  visible: boolean
}

/** One page's form, and what the page around it needs. */
export interface InkForm {
  object: PDFObject
  /** The optional content group of each layer. */
  groups: LayerGroup[]
  /** Number of letters that no font has a shape for. */
  missingGlyphs: number
  /** True if it draws nothing. */
  isEmpty: boolean
  /** Bounding box of its typed text, in page units. */
  typed: UnitRect | undefined
  /** Why images of the page couldn't be drawn. */
  missing: PictureError[]
}

/** Creates the forms of one document; they share fonts, layers and graphics states. */
export class InkForms {
  readonly #document: PDFDocument
  readonly #fonts: DocumentFonts
  readonly #groups = new Map<string, LayerGroup>()
  readonly #states = new Map<string, PDFObject>()
  readonly #images = new Map<string, PDFObject>()
  readonly #mupdf: MuPdf

  constructor(mupdf: MuPdf, document: PDFDocument, readFont: ReadFont | undefined) {
    this.#mupdf = mupdf
    this.#document = document
    this.#fonts = new DocumentFonts(mupdf, document, readFont)
  }

  get groups(): LayerGroup[] {
    return [...this.#groups.values()]
  }

  /** `bounds` is in page units; content outside is clipped. */
  async make(page: PdfPage, bounds: UnitRect): Promise<InkForm> {
    const text = new TextContent(this.#fonts)
    const facts = page.ink?.facts
    const lines = facts?.lines ?? []
    if (lines.length > 0)
      await this.#fonts.fetch(['regular', ...lines.flatMap(({ runs }) => runs.map(({ font }) => font))])
    for (const line of lines) text.addTyped(line)
    for (const line of page.recognised ?? []) text.addRecognised(line, facts?.turned ?? false)
    if (page.failure !== undefined) text.addTyped(failureLine(page, bounds))
    const groups = (facts?.layers ?? []).map((layer, index) => this.#group(layer.name || `Layer ${index + 1}`, layer))
    const content = joined(page.ink?.background, new TextEncoder().encode(text.operators), page.ink?.content)
    const missing: PictureError[] = []
    const images = (facts?.images ?? []).map(({ uuid }, index): [string, PDFObject] => [
      `I${index}`,
      this.#image(uuid, page.images?.get(uuid), missing),
    ])
    const object = this.#document.addRawStream(zlibSync(content), {
      Type: 'XObject',
      Subtype: 'Form',
      Filter: 'FlateDecode',
      BBox: [bounds.x, bounds.y, bounds.x + bounds.width, bounds.y + bounds.height].map((units) => units * tenths),
      Resources: this.#resources(page, groups, text.fontKeys, images),
    })
    const isEmpty = content.length === 0
    return { object, groups, missingGlyphs: text.missingGlyphs, isEmpty, typed: text.typed, missing }
  }

  #resources({ ink }: PdfPage, groups: LayerGroup[], fonts: Set<string>, images: [string, PDFObject][]): PDFObject {
    const resources = this.#document.newDictionary()
    const add = (category: string, entries: Iterable<[string, PDFObject]>) => {
      const dictionary = this.#document.newDictionary()
      for (const [name, object] of entries) dictionary.put(name, object)
      resources.put(category, dictionary)
    }
    add('Font', this.#fonts.resources(fonts))
    if (images.length > 0) add('XObject', images)
    const properties = groups.map(({ object }, index): [string, PDFObject] => [`L${index}`, object])
    if (ink && ink.background.length > 0)
      properties.push(['Template', this.#group('Template', { visible: true }).object])
    add('Properties', properties)
    add(
      'ExtGState',
      (ink?.facts.states ?? []).map((state) => [state.name, this.#state(state)]),
    )
    return resources
  }

  /** An image that several pages show is embedded once. One that can't be drawn becomes a frame. */
  #image(uuid: string, bytes: Uint8Array | undefined, missing: PictureError[]): PDFObject {
    // Two pages may have different pictures for one uuid, each in the page's own folder.
    const key = bytes && `${uuid} ${bytes.length} ${checksum(bytes)}`
    const known = key && this.#images.get(key)
    if (known) return known
    try {
      if (!key) throw new PictureError('image-missing')
      const image = openPicture(this.#mupdf, bytes)
      const object = this.#document.addImage(image)
      image.destroy()
      this.#images.set(key, object)
      return object
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error
      missing.push(error instanceof PictureError ? error : new PictureError('image-broken', { cause: error }))
      return this.#document.addStream(frame, { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 1, 1] })
    }
  }

  /** Layers of one name are switched together on all pages; hidden layers separately from visible ones. */
  #group(name: string, { visible }: { visible: boolean }): LayerGroup {
    const key = `${visible ? 'shown' : 'hidden'} ${name}`
    const known = this.#groups.get(key)
    if (known) return known
    const object = this.#document.addObject({ Type: 'OCG', Name: this.#document.newString(name) })
    const group = { object, name, visible }
    this.#groups.set(key, group)
    return group
  }

  #state({ name, blend, alpha }: PdfInkFacts['states'][number]): PDFObject {
    const known = this.#states.get(name)
    if (known) return known
    const object = this.#document.addObject({ Type: 'ExtGState', BM: blend, ca: alpha, AIS: false })
    this.#states.set(name, object)
    return object
  }
}

/** Edges and one diagonal of the unit square, like the frames in pixel renderings. */
const frame = 'q .63 G .01 w 0 0 1 1 re 0 1 m 1 0 l S Q'

class TextContent {
  operators = ''
  missingGlyphs = 0
  typed: UnitRect | undefined
  readonly fontKeys = new Set<string>()
  readonly #fonts: DocumentFonts

  constructor(fonts: DocumentFonts) {
    this.#fonts = fonts
  }

  addTyped(line: PdfTextLine): void {
    const place = { y: line.baseline * tenths, across: right, up, size: line.size * tenths }
    if (line.marker !== '') this.#addMarker(line, { ...place, x: line.marker_x * tenths })
    let x = line.x * tenths
    for (const { text, font } of line.runs) {
      const set = this.#fonts.setTyped(text, font)
      this.#add(set, { ...place, x })
      x += set.width * place.size
    }
    const left = line.marker === '' ? line.x : line.marker_x
    const box = { x: left, y: line.baseline - line.size, width: x / tenths - left, height: 1.5 * line.size }
    this.typed = this.typed ? union(this.typed, box) : box
  }

  #addMarker({ marker, marker_drawn }: PdfTextLine, place: TextPlace): void {
    const counted = this.missingGlyphs
    this.#add(this.#fonts.setTyped(marker), { ...place, invisible: marker_drawn })
    if (marker_drawn) this.missingGlyphs = counted
  }

  /**
   * Sized so that the text that viewers highlight is as high as the box: they use the height of the font's tallest
   * letters.
   */
  addRecognised({ text, box }: RecognisedLine, turned: boolean): void {
    if (text.trim() === '' || !box.every(Number.isFinite)) return
    const [left, top, rightEdge, bottom] = box.map((units) => units * tenths) as typeof box
    const [length, height] = turned ? [bottom - top, rightEdge - left] : [rightEdge - left, bottom - top]
    if (length <= 0 || height <= 0) return
    const shared = { size: height / lineHeight, fill: length, invisible: true }
    const baseline = (height * ascent) / lineHeight
    const place: TextPlace = turned
      ? { ...shared, x: left + baseline, y: bottom, across: [0, -1], up: [-1, 0] }
      : { ...shared, x: left, y: top + baseline, across: right, up }
    // Invisible text needs no shapes.
    const counted = this.missingGlyphs
    this.#add(this.#fonts.set(visualOrder(text)), place)
    this.missingGlyphs = counted
  }

  #add(set: SetText, place: TextPlace): void {
    if (set.pieces.length === 0) return
    for (const { font } of set.pieces) this.fontKeys.add(font)
    this.missingGlyphs += set.missingGlyphs
    this.operators += textOperators(set, place)
  }
}

// Metrics of MuPDF's Helvetica, in ems.
const ascent = 1.075
const lineHeight = 1.374

// In a form y runs downwards, so upright letters need an "up" against it.
const right: [number, number] = [1, 0]
const up: [number, number] = [0, -1]

function failureLine({ number, failure }: PdfPage, bounds: UnitRect): PdfTextLine {
  const text = `Page ${number} couldn't be read: ${failure}.`
  const place = { x: bounds.x + 60, baseline: bounds.y + 120, size: 28 }
  return {
    ...place,
    marker: '',
    marker_x: 0,
    marker_drawn: false,
    runs: [{ text, font: 'regular' }],
  }
}

function joined(...parts: (Uint8Array | undefined)[]): Uint8Array {
  const present = parts.filter((part) => part !== undefined)
  const all = new Uint8Array(present.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of present) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Distinguishes pictures of one uuid; not used for anything else. */
function checksum(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) sum = (Math.imul(sum, 31) + byte) | 0
  return sum
}
