// SPDX-License-Identifier: AGPL-3.0-or-later
// Supplies what is below and between the ink of a picture: the page of the PDF or EPUB, and the page's images.
//
// MuPDF's memory only grows: run this in a worker, and end the worker to free the memory.
import type { Pixmap } from 'mupdf'
import type { Core, DecodedPicture, Page, PdfInkFacts, PrintedWord, RenderRequest } from '../core/index.ts'
import { dataUrl, decodePicture, PictureError, pixelsOf } from './image-pictures.ts'
import { loadMuPdf, type MuPdf } from './mupdf.ts'
import { SectionHeadings } from './section-headings.ts'
import { PlacedSource } from './source-pictures.ts'
import { printedWords, SourceText } from './source-words.ts'
import { isAboutInk, openSourcePages, type SourcePages } from './sources.ts'
import type { PdfNote, PdfPage, PdfSource } from './types.ts'

export interface PrintedPage {
  words: PrintedWord[]
  /** True if the page has more words than are read. */
  cut: boolean
  /** The heading of the section that the page begins in; "" if there is none. */
  headingBefore(): string
}

export interface PageBelow extends Pick<PdfPage, 'number' | 'sourcePage'> {
  /** Files of the page's images by uuid; missing ones are left out. */
  images?: ReadonlyMap<string, Uint8Array> | undefined
}

/** Limit of pixels for all images of one page; images beyond it are left out. */
const maxImagePixels = 64_000_000

/** A notebook's source and images, ready to be put below the ink of its pages. */
export class BelowInk implements Disposable {
  readonly #mupdf: MuPdf
  readonly #source: SourcePages | undefined
  /** Notes about the source as a whole. */
  readonly #notes: PdfNote[]
  #text: SourceText | undefined
  #headings: SectionHeadings | undefined

  private constructor(mupdf: MuPdf, source: SourcePages | undefined, notes: PdfNote[]) {
    this.#mupdf = mupdf
    this.#source = source
    this.#notes = notes
  }

  /** A source that can't be opened only causes a note; pages are then drawn on their own paper. */
  static async open(source?: PdfSource): Promise<BelowInk> {
    const mupdf = await loadMuPdf()
    const notes: PdfNote[] = []
    const pages = source && openSourcePages(mupdf, source, notes)
    return new BelowInk(mupdf, pages, [...notes, ...(pages?.notes ?? [])])
  }

  /**
   * Sets on the page what it needs to be drawn by `request`, as pixels or as SVG, and returns notes about what is
   * missing. For a page that is drawn in parts, pass the images once; the source has to be set for each part.
   */
  dress(page: Page, below: PageBelow, request: RenderRequest, as: 'pixels' | 'svg'): PdfNote[] {
    if (request.purpose === 'ocr') return []
    const notes = [...notesFor(page, this.#notes), ...this.#giveSource(page, below, request, as)]
    if (below.images) notes.push(...this.#giveImages(page, below, below.images, as))
    return notes
  }

  /**
   * What is printed below the page's ink; null if it can't be read. A page without text, such as a scan, has no words.
   * `core` is asked which words are headings.
   */
  printed(below: PageBelow, frame: PdfInkFacts['frame'], core: Pick<Core, 'lastHeading'>): PrintedPage | null {
    const index = this.#source?.pageOf(below) ?? null
    if (!this.#source || index === null) return null
    this.#text ??= SourceText.of(this.#source)
    const words = this.#text.words(index)
    if (!words) return null
    this.#headings ??= new SectionHeadings(this.#text, (of) => core.lastHeading(of))
    const headings = this.#headings
    return { words: printedWords(words, frame), cut: words.cut, headingBefore: () => headings.before(index) }
  }

  close(): void {
    this.#source?.document.destroy()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #giveSource(page: Page, below: PageBelow, request: RenderRequest, as: 'pixels' | 'svg'): PdfNote[] {
    const index = this.#source?.pageOf(below)
    if (!this.#source || index === undefined) return []
    const missing = (): PdfNote[] => [
      {
        code: 'source-page-missing',
        detail: 'The page of the PDF or book is missing; only your notes are included',
        page: below.number,
      },
    ]
    if (index === null) return below.sourcePage === null ? [] : missing()
    let placed: PlacedSource | undefined
    try {
      const frame = page.facts().version === 6 ? 'top_center' : 'top_left'
      placed = PlacedSource.of(this.#mupdf, this.#source.document.loadPage(index), frame)
      if (!placed) return missing()
      page.placeSource(placed.rect)
      if (request.background !== false) drawSource(page, placed, request, as)
      return []
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error
      return missing()
    } finally {
      placed?.close()
    }
  }

  #giveImages(
    page: Page,
    { number }: PageBelow,
    files: ReadonlyMap<string, Uint8Array>,
    as: 'pixels' | 'svg',
  ): PdfNote[] {
    const wanted = new Set(page.facts().image_files.flatMap(({ uuid, visible }) => (visible ? [uuid] : [])))
    const notes: PdfNote[] = []
    let pixels = 0
    for (const uuid of wanted) {
      const bytes = files.get(uuid)
      try {
        if (!bytes) throw new PictureError('image-missing')
        const picture = decodePicture(this.#mupdf, bytes)
        pixels += picture.width * picture.height
        if (pixels > maxImagePixels) throw new PictureError('image-too-large')
        page.setImage(uuid, as === 'svg' ? { ...nothing, href: dataUrl(bytes) } : picture)
      } catch (error) {
        if (!(error instanceof PictureError)) throw error
        notes.push({ code: error.code, detail: error.message, page: number })
      }
    }
    return notes
  }
}

/** A blank page has no ink that the notes could be about. */
function notesFor(page: Page, notes: PdfNote[]): PdfNote[] {
  return notes.some(isAboutInk) && page.facts().blank ? notes.filter((note) => !isAboutInk(note)) : notes
}

const nothing: DecodedPicture = { width: 0, height: 0, pixels: new Uint8Array() }

function drawSource(page: Page, placed: PlacedSource, request: RenderRequest, as: 'pixels' | 'svg'): void {
  const { area, version } = page.facts()
  const turned = version !== 6 && request.orientation === 'landscape'
  const across = turned ? area.height : area.width
  const scale = (request.width ?? Math.round(across)) / across
  const drawn = placed.draw({ area, scale, part: as === 'svg' ? undefined : request.rect })
  if (!drawn) return
  const { rect, pixmap } = drawn
  page.setSourcePicture(rect, as === 'svg' ? addressOf(pixmap) : pixelsOf(pixmap))
}

/** Frees the pixmap. */
function addressOf(pixmap: Pixmap): DecodedPicture {
  const href = dataUrl(pixmap.asPNG(), 'image/png')
  pixmap.destroy()
  return { ...nothing, href }
}
