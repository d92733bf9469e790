// SPDX-License-Identifier: AGPL-3.0-or-later
// What a worker works with: the core, and its letters from the first page on that has typed text.
import { type Core, type FontStyle, fontStyles, type Page, type PageFacts, type PageRect } from '@rmirror/shared/core'
import type { PageParts } from './protocol.ts'

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

export class Workshop {
  readonly core: Core
  readonly #readFont: ReadFont
  #hasLetters = false
  #held: HeldPage | null = null

  constructor(core: Core, readFont: ReadFont) {
    this.core = core
    this.#readFont = readFont
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

  /** Open until another page is held: tiles of one page follow each other. */
  async hold(key: number, parts: PageParts): Promise<HeldPage> {
    if (this.#held?.key === key) return this.#held
    this.#held?.page.close()
    this.#held = null
    const { page } = await this.open(parts)
    const { area, turned } = page.pdfInk({ orientation: parts.orientation }).facts
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
