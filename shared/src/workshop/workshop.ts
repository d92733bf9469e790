// SPDX-License-Identifier: AGPL-3.0-or-later
// What a worker works with: the core, its fonts from the first page on that has typed text, and what lies below the ink.
import {
  type Core,
  CoreError,
  type FontStyle,
  type Page,
  type PageFacts,
  type PageRect,
  type RenderRequest,
} from '../core/index.ts'
import type { BelowInk, PdfNote, PdfSource } from '../pdf/index.ts'
import { NotLoaded } from './failure.ts'
import { imagesOf, visibleImages } from './images.ts'
import type { PageBelow, PageParts } from './orders.ts'
import { readBytes } from './parts.ts'

/** A page that stays open for its tiles. */
export interface HeldPage {
  key: number
  page: Page
  /** What its picture shows, in page units, as it lies. */
  area: PageRect
  /** Drawn a quarter turn clockwise. */
  turned: boolean
}

export interface OpenedPage {
  page: Page
  facts: PageFacts
  template: OpenedTemplate
  /** Words of it are missing, or set in another font; why. */
  fontsMissing: NotLoaded | null
}

export interface OpenedTemplate {
  /** False: it is drawn as blank paper. */
  isKnown: boolean
  /** Why its file can't be read; the template is "it". */
  problem: string | null
  /** In the regular font. */
  printsWords: boolean
}

export interface WorkshopTools {
  core: Core
  /** A file of the typeface that typed text is set in. */
  readFont(style: FontStyle): Promise<Uint8Array>
  /** Opens a PDF or EPUB to be laid below ink, or what images alone need. Absent: pages are drawn as they are. */
  openSource?: (source?: PdfSource) => Promise<Pick<BelowInk, 'dress' | 'close'>>
}

type OpenSource = NonNullable<WorkshopTools['openSource']>

/** Sheets with words printed on them, which the core sets in the regular font (background/planned_layouts.cpp). */
const printedWords = /^(P|LS) (Checklist|Day|Week)/

export class Workshop {
  readonly core: Core
  readonly #tools: WorkshopTools
  #source: { key: string; opened: ReturnType<OpenSource> } | null = null
  readonly #fonts = new Set<FontStyle>()
  #held: HeldPage | null = null

  constructor(tools: WorkshopTools) {
    this.core = tools.core
    this.#tools = tools
  }

  /** Ready to be drawn. The caller closes it. Rejects with NotLoaded when fonts cannot be had. */
  async open(parts: PageParts): Promise<Omit<OpenedPage, 'fontsMissing'>> {
    const { fontsMissing, ...opened } = await this.openToShow(parts)
    if (!fontsMissing) return opened
    opened.page.close()
    throw fontsMissing
  }

  /** The same in the fonts that can be had: a page is shown even without its words. The others are asked for again. */
  async openToShow(parts: PageParts): Promise<OpenedPage> {
    const page = await openPage(this.core, parts)
    try {
      const facts = page.facts()
      const template = await this.#openTemplate(page, parts)
      const printed: FontStyle[] = template.printsWords ? ['regular'] : []
      const missing = [...new Set([...facts.fonts, ...printed])].filter((style) => !this.#fonts.has(style))
      if (missing.length === 0) return { page, facts, template, fontsMissing: null }
      const fontsMissing = await this.#setFonts(missing)
      // Fonts have widths: lines break where they would not, and ink that hangs on them moves.
      return { page, facts: page.facts(), template, fontsMissing }
    } catch (error) {
      page.close()
      throw error
    }
  }

  /** The tablet's own templates are drawn as measured, whatever a file says. One that can't be read leaves blank paper. */
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

  /** Gives the page its images and what it was written on, as far as the request shows it. Returns what is missing. */
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

  /** For a part of a held page, which has its images. */
  async dressPart({ page }: HeldPage, { below }: PageParts, request: RenderRequest): Promise<void> {
    const { openSource } = this.#tools
    if (!below?.source || !openSource) return
    const source = await this.#sourceOf(below, openSource)
    source.dress(page, { number: below.number, sourcePage: below.sourcePage }, request, 'pixels')
  }

  async #sourceOf({ key, kind, source }: PageBelow, openSource: OpenSource): ReturnType<OpenSource> {
    if (this.#source?.key !== key) {
      const before = this.#source
      const bytesOfSource = async () => source && (await readBytes(source))
      const open = async (bytes: Uint8Array | null) => (bytes ? openSource({ kind, bytes }) : openSource())
      this.#source = { key, opened: bytesOfSource().then(open) }
      ;(await before?.opened)?.close()
    }
    return this.#source.opened
  }

  /** Open until another page is held: tiles of one page follow each other. */
  async hold(key: number, parts: PageParts): Promise<HeldPage> {
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

  /** Those that can be had; why not, of one that cannot. */
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
