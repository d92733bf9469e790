// SPDX-License-Identifier: AGPL-3.0-or-later
// The orders about a single page.
import { type DrawnPage, drawForServer } from '@rmirror/shared/api'
import type { Page, PageFacts, RenderRequest } from '@rmirror/shared/core'
import { type PageState, pageState } from '@rmirror/shared/library'
import { dataUrl } from './data-url.ts'
import type { Orders, PageDetails, PageParts, PageSummary, PageWords, TextLayer } from './protocol.ts'
import type { Workshop } from './workshop.ts'

export async function summarize(
  shop: Workshop,
  { page: parts, width }: Orders['summarize']['request'],
): Promise<Orders['summarize']['answer']> {
  const { page } = await shop.open(parts)
  using _ = page
  const request = { ...requestOf(parts), width }
  await shop.lay(page, parts, request)
  const picture = page.renderPng(request)
  return { summary: summaryOf(page.facts(), picture), thumbnail: dataUrl('image/png', picture) }
}

export async function open(shop: Workshop, { page: parts }: Orders['open']['request']): Promise<PageDetails> {
  const { page } = await shop.open(parts)
  using _ = page
  const notes = await shop.lay(page, parts, { orientation: parts.orientation, background: false })
  const facts = page.facts()
  return {
    facts,
    plainText: page.text('plain'),
    textLayer: facts.text.length > 0 ? textLayerOf(page, parts) : null,
    templateKnown: shop.core.knowsTemplate(parts.template),
    notes,
  }
}

export async function draw(
  shop: Workshop,
  { page: parts, as, width, background }: Orders['draw']['request'],
): Promise<Blob> {
  const { page } = await shop.open(parts)
  using _ = page
  const request = { ...requestOf(parts), background, ...(width && { width }) }
  await shop.lay(page, parts, request, as === 'svg' ? 'svg' : 'pixels')
  return as === 'svg' ? svgBlob(page.renderSvg(request)) : pngBlob(page.renderPng(request))
}

export async function wordsOf(shop: Workshop, { page: parts }: Orders['words']['request']): Promise<PageWords> {
  const { page } = await shop.open(parts)
  using _ = page
  return { typed: page.text('plain').trim(), highlights: page.facts().highlights.map(({ text }) => text) }
}

export async function stateOf(shop: Workshop, { page: parts }: Orders['state']['request']): Promise<PageState> {
  const { page } = await shop.open(parts)
  using _ = page
  return pageState(page)
}

export async function toUpload(shop: Workshop, { page: parts }: Orders['upload']['request']): Promise<DrawnPage> {
  const { page } = await shop.open(parts)
  using _ = page
  return drawForServer(page, shop.core, parts.orientation)
}

/** A display picture of the page, as the tablet shows it. */
export function requestOf({ orientation, template }: PageParts): RenderRequest {
  return { purpose: 'display', orientation, template }
}

function textLayerOf(page: Page, { orientation }: PageParts): TextLayer {
  const { area, turned, lines } = page.pdfInk({ orientation }).facts
  return { area, turned, lines }
}

function summaryOf(facts: PageFacts, picture: Uint8Array): PageSummary {
  const { width, height } = facts.area
  // The picture says how the page lies: its width and height stand at bytes 16 and 20 of every PNG.
  const header = new DataView(picture.buffer, picture.byteOffset, 24)
  const turned = header.getUint32(16) > header.getUint32(20) !== width > height
  return {
    inkHash: facts.ink_hash,
    blank: facts.blank,
    images: facts.image_files.some(({ visible }) => visible),
    unreadable: facts.unreadable,
    width: turned ? height : width,
    height: turned ? width : height,
  }
}

function svgBlob(text: string): Blob {
  return new Blob([text], { type: 'image/svg+xml' })
}

function pngBlob(bytes: Uint8Array): Blob {
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' })
}
