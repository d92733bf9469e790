// SPDX-License-Identifier: AGPL-3.0-or-later
// What the ink of a page weighs as SVG and in a PDF.
import { deflateSync } from 'node:zlib'
import { type Core, CoreError } from '@rmirror/shared/core'

/** Bytes. */
export interface ExportSizes {
  svg: number
  /** Compressed, as a PDF holds it. */
  pdf: number
}

/** Without templates and fonts; undefined where there is no ink, or typed text besides. */
export function inkSizes(core: Core, file: Uint8Array): ExportSizes | undefined {
  try {
    using page = core.openPage(file)
    const { strokes, text } = page.facts()
    if (strokes.visible === 0 || text.length > 0) return undefined
    const svg = Buffer.byteLength(page.renderSvg({ background: false }))
    return { svg, pdf: deflateSync(page.pdfInk().content).length }
  } catch (error) {
    if (error instanceof CoreError) return undefined
    throw error
  }
}

/** Per cent by which one is larger than the other. */
export function growth(before: number, now: number): number {
  return 100 * (now / before - 1)
}
