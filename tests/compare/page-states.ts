// SPDX-License-Identifier: AGPL-3.0-or-later
// What decides whether a page is read and paid for again: its ink_hash, and the pictures that are transcribed.
import { createHash } from 'node:crypto'
import { type Core, CoreError, type OcrPicture } from '@rmirror/shared/core'

export interface ReadablePage {
  inkHash: string
  version: number
  hasTypedText: boolean
  /** In the order in which they are read. */
  pictures: { rect: OcrPicture['rect']; hash: string }[]
}

export type PageState = ReadablePage | { error: string }

/** Of every page of a file. */
export function statesOf(core: Core, file: Uint8Array): PageState[] {
  let count: number
  try {
    count = core.countPages(file)
  } catch (error) {
    return [refusal(error)]
  }
  return Array.from({ length: count }, (_, index) => stateOf(core, file, index))
}

function stateOf(core: Core, file: Uint8Array, index: number): PageState {
  try {
    using page = core.openPage(file, index)
    const { ink_hash: inkHash, version, text } = page.facts()
    const pictures = page.renderOcr().map(({ rect, png }) => {
      return { rect, hash: createHash('sha256').update(png).digest('hex') }
    })
    return { inkHash, version, hasTypedText: text.length > 0, pictures }
  } catch (error) {
    return refusal(error)
  }
}

function refusal(error: unknown): { error: string } {
  if (error instanceof CoreError) return { error: error.code }
  throw error
}

/** In words; nothing where the page stays as it was. */
export function changesBetween(before: PageState | undefined, after: PageState | undefined): string[] {
  if (!before || !after) return [before ? 'no longer there' : 'not there before']
  if ('error' in before || 'error' in after) {
    const [from, to] = [before, after].map((state) => ('error' in state ? `refused as ${state.error}` : 'read'))
    return from === to ? [] : [`${from} before, ${to} now`]
  }
  return [...(before.inkHash === after.inkHash ? [] : ['another ink_hash']), ...changesOfPictures(before, after)]
}

function changesOfPictures({ pictures: before }: ReadablePage, { pictures: after }: ReadablePage): string[] {
  if (before.length !== after.length) return [`${after.length} OCR pictures instead of ${before.length}`]
  const changed = after.filter(({ hash }, index) => hash !== before[index]?.hash)
  if (changed.length === 0) return []
  const isSameCut = after.every(({ rect }, index) => JSON.stringify(rect) === JSON.stringify(before[index]?.rect))
  return [isSameCut ? 'OCR picture drawn otherwise' : 'OCR picture of another part of the page']
}
