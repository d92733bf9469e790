// SPDX-License-Identifier: AGPL-3.0-or-later
// The orders about a single page.
import type { Core, Page, PageFacts } from '@rmirror/shared/core'
import { dataUrl } from './data-url.ts'
import type { Orders, PageDetails, PageParts, PageSummary } from './protocol.ts'
import { textLayer } from './text-layer.ts'

export async function summarize(
  core: Core,
  { page: parts, width }: Orders['summarize']['request'],
): Promise<Orders['summarize']['answer']> {
  using page = await openPage(core, parts)
  const picture = page.renderPng({ purpose: 'display', width, orientation: parts.orientation })
  const facts = page.facts()
  const text = facts.text.length > 0 ? textLayer(page.renderSvg({ orientation: parts.orientation })) : null
  const thumbnail = {
    ink: dataUrl('image/png', picture),
    text: text === null ? null : dataUrl('image/svg+xml', new TextEncoder().encode(text)),
  }
  return { summary: summaryOf(facts, picture), thumbnail }
}

export async function open(core: Core, { page: parts }: Orders['open']['request']): Promise<PageDetails> {
  using page = await openPage(core, parts)
  return { facts: page.facts(), plainText: page.text('plain') }
}

export async function draw(core: Core, { page: parts, as, width }: Orders['draw']['request']): Promise<Blob> {
  using page = await openPage(core, parts)
  const request = { purpose: 'display', orientation: parts.orientation, ...(width && { width }) } as const
  return as === 'svg' ? svgBlob(page.renderSvg(request)) : pngBlob(page.renderPng(request))
}

/** The caller closes it. */
export async function openPage(core: Core, { ink, index, layerMetadata, highlights }: PageParts): Promise<Page> {
  const beside = { layerMetadata: await bytesOf(layerMetadata), highlights: await bytesOf(highlights) }
  const bytes = await bytesOf(ink)
  return bytes ? core.openPage(bytes, index, beside) : core.blankPage(beside)
}

function summaryOf(facts: PageFacts, picture: Uint8Array): PageSummary {
  const { width, height } = facts.area
  // The picture says how the page lies: its width and height stand at bytes 16 and 20 of every PNG.
  const header = new DataView(picture.buffer, picture.byteOffset, 24)
  const turned = header.getUint32(16) > header.getUint32(20) !== width > height
  return {
    inkHash: facts.ink_hash,
    blank: facts.blank,
    unreadable: facts.unreadable,
    width: turned ? height : width,
    height: turned ? width : height,
  }
}

async function bytesOf(blob: Blob | null): Promise<Uint8Array | undefined> {
  return blob ? new Uint8Array(await blob.arrayBuffer()) : undefined
}

function svgBlob(text: string): Blob {
  return new Blob([text], { type: 'image/svg+xml' })
}

function pngBlob(bytes: Uint8Array): Blob {
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' })
}

/** An error thrown by WebAssembly itself, outside of the core's own checks. */
export function isTrap(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError
}
