// SPDX-License-Identifier: AGPL-3.0-or-later
// A worker's state: the core, its fonts (loaded for the first page with typed text), and the source below the ink.
import {
  type Core,
  CoreError,
  type FontStyle,
  type Page,
  type PageFacts,
  type PageRect,
  type RenderRequest,
} from '../../core/index.ts'
import type { BelowInk, PdfNote, PdfSource, PrintedPage } from '../../pdf/index.ts'
import { NotLoaded } from '../orders/failure.ts'
import type { PageBelow, PageParts } from '../orders/orders.ts'
import { readBytes } from '../orders/parts.ts'
import { imagesOf, visibleImages } from './images.ts'

/** A page kept open for its tiles. */
export interface TilePage {
  key: number
  page: Page
  /** What its picture shows, in page units, in the page's own frame. */
  area: PageRect
  /** Drawn rotated a quarter turn clockwise. */
  turned: boolean
}

export interface OpenedPage {
  page: Page
  facts: PageFacts
  template: OpenedTemplate
  /** Why text is missing or set in another font; null if neither. */
  fontsMissing: NotLoaded | null
}

export interface OpenedTemplate {
  /** False if it is drawn as blank paper. */
  isKnown: boolean
  /** Why its file can't be read; the sentence calls the template "it". */
  problem: string | null
  /** True if it prints text, which needs the regular font. */
  printsWords: boolean
}

export interface WorkshopTools {
  core: Core
  /** Reads a font file of the typeface for typed text. */
  readFont(style: FontStyle): Promise<Uint8Array>
  /**
   * Opens a PDF or EPUB to draw below ink; without an argument, what images alone need. Absent: pages are drawn without
   * either.
   */
  openSource?: (source?: PdfSource) => Promise<Pick<BelowInk, 'dress' | 'printed' | 'close'>>
}

type OpenSource = NonNullable<WorkshopTools['openSource']>

/** Built-in templates with printed text, which the core sets in the regular font (background/planned_layouts.cpp). */
const printedWords = /^(P|LS) (Checklist|Day|Week)/

export class Workshop {
  readonly core: Core
  readonly #tools: WorkshopTools
  #source: { key: string; opened: ReturnType<OpenSource> } | null = null
  readonly #fonts = new Set<FontStyle>()
  #held: TilePage | null = null

  constructor(tools: WorkshopTools) {
    this.core = tools.core
    this.#tools = tools
  }

  /** A page ready to be drawn. The caller closes it. Rejects with NotLoaded if fonts can't be loaded. */
  async open(parts: PageParts): Promise<Omit<OpenedPage, 'fontsMissing'>> {
    const { fontsMissing, ...opened } = await this.openToShow(parts)
    if (!fontsMissing) return opened
    opened.page.close()
    throw fontsMissing
  }

  /**
   * Same, with the fonts that can be loaded: a page is shown even without its text. The others are requested again next
   * time.
   */
  async openToShow(parts: PageParts): Promise<OpenedPage> {
    const page = await openPage(this.core, parts)
    try {
      const facts = page.facts()
      const template = await this.#openTemplate(page, parts)
      const printed: FontStyle[] = template.printsWords ? ['regular'] : []
      const missing = [...new Set([...facts.fonts, ...printed])].filter((style) => !this.#fonts.has(style))
      if (missing.length === 0) return { page, facts, template, fontsMissing: null }
      const fontsMissing = await this.#setFonts(missing)
      // The facts changed: fonts have widths, so lines break elsewhere and ink anchored to them moves.
      return { page, facts: page.facts(), template, fontsMissing }
    } catch (error) {
      page.close()
      throw error
    }
  }

  /**
   * Built-in templates are drawn as measured, even if there is a file. An unreadable template is drawn as blank paper.
   */
  async #openTemplate(page: Page, { template, templateFile }: PageParts): Promise<OpenedTemplate> {
    const isKnown = this.core.knowsTemplate(template)
    if (isKnown || template === '' || !templateFile)
      return { isKnown, problem: null, printsWords: printedWords.test(template) }
    try {
      return { isKnown: true, problem: null, ...page.setTemplate(template, await readBytes(templateFile)) }
    } catch (error) {
      if (!(error instanceof CoreError)) throw error
      return { isKnown: false, problem: error.message, printsWords: false }
    }
  }

  /** Sets the page's images and source page, as far as the request shows them. Returns notes about what is missing. */
  async dress(
    page: Page,
    { below }: PageParts,
    request: RenderRequest,
    as: 'pixels' | 'svg' = 'pixels',
  ): Promise<PdfNote[]> {
    const { openSource } = this.#tools
    if (!below || !openSource) return []
    const showsImages = below.pictures !== undefined && visibleImages(page).length > 0
    if (!below.source && !showsImages) return []
    const source = await this.#sourceOf(below, openSource)
    const images = showsImages ? await imagesOf(page, below.uuid, below.pictures) : undefined
    return source.dress(page, { number: below.number, sourcePage: below.sourcePage, images }, request, as)
  }

  /** For a part of a held page, whose images are already set. */
  async dressPart({ page }: TilePage, { below }: PageParts, request: RenderRequest): Promise<void> {
    const { openSource } = this.#tools
    if (!below?.source || !openSource) return
    const source = await this.#sourceOf(below, openSource)
    source.dress(page, { number: below.number, sourcePage: below.sourcePage }, request, 'pixels')
  }

  /** What is printed below the page's ink; null if it can't be read here. */
  async printed(page: Page, { below }: PageParts): Promise<PrintedPage | null> {
    const { openSource } = this.#tools
    if (!below?.source || !openSource) return null
    const source = await this.#sourceOf(below, openSource)
    const frame = page.facts().version === 6 ? 'top_center' : 'top_left'
    return source.printed({ number: below.number, sourcePage: below.sourcePage }, frame, this.core)
  }

  async #sourceOf({ key, kind, source }: PageBelow, openSource: OpenSource): ReturnType<OpenSource> {
    const before = this.#source
    if (before?.key === key) return before.opened
    const bytesOfSource = async () => source && (await readBytes(source))
    const open = async (bytes: Uint8Array | null) => (bytes ? openSource({ kind, bytes }) : openSource())
    const opened = bytesOfSource().then(open)
    this.#source = { key, opened }
    // The next page on it tries again: its file or MuPDF may be readable by then.
    opened.catch(() => this.#forgetSource(opened))
    await before?.opened.then(
      (each) => each.close(),
      () => undefined,
    )
    return opened
  }

  #forgetSource(opened: ReturnType<OpenSource>): void {
    if (this.#source?.opened === opened) this.#source = null
  }

  /** Stays open until another page is held, because tiles of one page follow each other. */
  async hold(key: number, parts: PageParts): Promise<TilePage> {
    if (this.#held?.key === key) return this.#held
    this.#held?.page.close()
    this.#held = null
    const { page } = await this.openToShow(parts)
    const { orientation } = parts
    await this.dress(page, parts, { orientation, background: false })
    const { area, turned } = page.pdfInk({ orientation }).facts
    this.#held = { key, page, area, turned }
    return this.#held
  }

  readFont(style: FontStyle): Promise<Uint8Array> {
    return this.#tools.readFont(style).catch((cause) => {
      throw new NotLoaded("The fonts for typed text couldn't be loaded", { cause })
    })
  }

  /** Sets the fonts that can be loaded; returns the failure of one that can't. */
  async #setFonts(styles: FontStyle[]): Promise<NotLoaded | null> {
    let why: NotLoaded | null = null
    const setFont = async (style: FontStyle) => {
      try {
        this.core.setFont(style, await this.readFont(style))
        this.#fonts.add(style)
      } catch (error) {
        if (!(error instanceof NotLoaded)) throw error
        why = error
      }
    }
    await Promise.all(styles.map(setFont))
    return why
  }
}

async function openPage(core: Core, { ink, index, layerMetadata, highlights }: PageParts): Promise<Page> {
  const beside = {
    layerMetadata: layerMetadata ? await readBytes(layerMetadata) : undefined,
    highlights: highlights ? await readBytes(highlights) : undefined,
  }
  return ink ? core.openPage(await readBytes(ink), index, beside) : core.blankPage(beside)
}
