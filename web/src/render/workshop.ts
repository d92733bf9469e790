// SPDX-License-Identifier: AGPL-3.0-or-later
// What a worker works with: the core, and its letters from the first page on that has typed text.
import {
  type Core,
  type FontStyle,
  fontStyles,
  type Page,
  type PageFacts,
  type PageRect,
  type RenderRequest,
} from '@rmirror/shared/core'
import type { BelowInk, PdfNote, PdfSource } from '@rmirror/shared/pdf'
import { imagesOf, wantedImages } from './images.ts'
import type { PageBelow, PageParts } from './protocol.ts'

/** A part of the dashboard itself could not be fetched: nothing is wrong with the page. */
export class NotLoaded extends Error {
  override name = 'NotLoaded'
}

/** A page that stays open for its tiles. */
export interface HeldPage {
  key: number
  page: Page
  /** What its picture shows, in page units, as it lies. */
  area: PageRect
  /** Drawn a quarter turn clockwise. */
  turned: boolean
}

export type ReadFont = (style: FontStyle) => Promise<Uint8Array>

/** What can lay the pages of a source below ink, and images between it. */
export type OpenSource = (source?: PdfSource) => Promise<Pick<BelowInk, 'dress' | 'close'>>

export class Workshop {
  readonly core: Core
  readonly #readFont: ReadFont
  readonly #openSource: OpenSource | undefined
  #source: { key: string; pages: ReturnType<OpenSource> } | null = null
  #hasLetters = false
  #held: HeldPage | null = null

  /** Without `openSource` pages are drawn as they are. */
  constructor(core: Core, readFont: ReadFont, openSource?: OpenSource) {
    this.core = core
    this.#readFont = readFont
    this.#openSource = openSource
  }

  /** Ready to be drawn. The caller closes it. */
  async open(parts: PageParts): Promise<{ page: Page; facts: PageFacts }> {
    const page = await openPage(this.core, parts)
    try {
      const facts = page.facts()
      if (this.#hasLetters || facts.text.length === 0) return { page, facts }
      await this.#fetchLetters()
      // Letters have widths: lines break where they would not, and ink that hangs on them moves.
      return { page, facts: page.facts() }
    } catch (error) {
      page.close()
      throw error
    }
  }

  /** Gives the page its images and what it was written on, as far as the request shows it. Returns what is missing. */
  async lay(
    page: Page,
    { below }: PageParts,
    request: RenderRequest,
    as: 'pixels' | 'svg' = 'pixels',
  ): Promise<PdfNote[]> {
    if (!below || !this.#openSource) return []
    const showsImages = wantedImages(page).length > 0
    if (!below.source && !showsImages) return []
    const pages = await this.#sourceOf(below, this.#openSource)
    const images = showsImages ? await imagesOf(page, below) : undefined
    return pages.dress(page, { ...below, images }, request, as)
  }

  /** For a part of a held page, which has its images. */
  async layPart({ page }: HeldPage, { below }: PageParts, request: RenderRequest): Promise<void> {
    if (!below?.source || !this.#openSource) return
    const pages = await this.#sourceOf(below, this.#openSource)
    pages.dress(page, { number: below.number, sourcePage: below.sourcePage }, request, 'pixels')
  }

  async #sourceOf({ key, kind, source }: PageBelow, openSource: OpenSource): ReturnType<OpenSource> {
    if (this.#source?.key !== key) {
      const before = this.#source
      const bytesOfSource = async () => source && new Uint8Array(await source.arrayBuffer())
      const open = async (bytes: Uint8Array | null) => (bytes ? openSource({ kind, bytes }) : openSource())
      this.#source = { key, pages: bytesOfSource().then(open) }
      ;(await before?.pages)?.close()
    }
    return this.#source.pages
  }

  /** Open until another page is held: tiles of one page follow each other. */
  async hold(key: number, parts: PageParts): Promise<HeldPage> {
    if (this.#held?.key === key) return this.#held
    this.#held?.page.close()
    this.#held = null
    const { page } = await this.open(parts)
    const { orientation } = parts
    await this.lay(page, parts, { orientation, background: false })
    const { area, turned } = page.pdfInk({ orientation }).facts
    this.#held = { key, page, area, turned }
    return this.#held
  }

  /** A file of the typeface that typed text is set in. */
  readFont(style: FontStyle): Promise<Uint8Array> {
    return this.#readFont(style).catch((cause) => {
      throw new NotLoaded('The letters for typed text could not be loaded', { cause })
    })
  }

  async #fetchLetters(): Promise<void> {
    const files = await Promise.all(fontStyles.map(async (style) => [style, await this.readFont(style)] as const))
    for (const [style, file] of files) this.core.setFont(style, file)
    this.#hasLetters = true
  }
}

async function openPage(core: Core, { ink, index, layerMetadata, highlights }: PageParts): Promise<Page> {
  const beside = { layerMetadata: await bytesOf(layerMetadata), highlights: await bytesOf(highlights) }
  const bytes = await bytesOf(ink)
  return bytes ? core.openPage(bytes, index, beside) : core.blankPage(beside)
}

async function bytesOf(blob: Blob | null): Promise<Uint8Array | undefined> {
  return blob ? new Uint8Array(await blob.arrayBuffer()) : undefined
}
