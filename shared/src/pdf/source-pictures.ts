// SPDX-License-Identifier: AGPL-3.0-or-later
// Renders the pages of a PDF or EPUB to pixels, placed below the ink as on the tablet.
import type { Page, Pixmap } from 'mupdf'
import type { PdfInkFacts, UnitRect } from '../core/index.ts'
import type { MuPdf } from './mupdf.ts'
import { concat, invert, type Matrix, placeOnSource, transformed } from './placement.ts'

/** The picture that a source page is rendered for: `area` in page units, `scale` in pixels per page unit. */
export interface Canvas {
  area: UnitRect
  scale: number
  /** Render only this part. */
  part?: UnitRect | undefined
}

/** Limit of pixels. More would hardly be visible; the core scales up. */
const maxPixels = 16_000_000

// In points. A smaller page is unusable, a larger one hostile; the tablet's own are 447 x 596.
const [minSide, maxSide] = [1, 100_000]

/** A source page at its place below the ink. */
export class PlacedSource {
  /** In page units. */
  readonly rect: UnitRect
  readonly #mupdf: MuPdf
  readonly #page: Page
  /** Maps the page's own space to page units. */
  readonly #toUnits: Matrix

  private constructor(mupdf: MuPdf, page: Page, rect: UnitRect, toUnits: Matrix) {
    this.#mupdf = mupdf
    this.#page = page
    this.rect = rect
    this.#toUnits = toUnits
  }

  /** Undefined if the page has no usable size. */
  static of(mupdf: MuPdf, page: Page, frame: PdfInkFacts['frame']): PlacedSource | undefined {
    const [left, top, right, bottom] = page.getBounds()
    const [width, height] = [right - left, bottom - top]
    if (!(Math.min(width, height) >= minSide && Math.max(width, height) <= maxSide)) return undefined
    const toUnits = concat([1, 0, 0, 1, -left, -top], invert(placeOnSource({ frame }, width, height)))
    return new PlacedSource(mupdf, page, transformed(toUnits, { x: left, y: top, width, height }), toUnits)
  }

  /** Renders the visible part, aligned with the canvas's pixels; undefined if nothing is visible. */
  draw({ area, scale, part = area }: Canvas): { rect: UnitRect; pixmap: Pixmap } | undefined {
    const shown = overlap(overlap(this.rect, area), part)
    if (!shown) return undefined
    const pixelsPerUnit = Math.min(scale, Math.sqrt(maxPixels / (shown.width * shown.height)))
    const pixels = pixelsAround(shown, area, pixelsPerUnit)
    const toPixels: Matrix = [pixelsPerUnit, 0, 0, pixelsPerUnit, -area.x * pixelsPerUnit, -area.y * pixelsPerUnit]
    const mupdf = this.#mupdf
    const pixmap = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, pixels, true)
    pixmap.clear(255)
    const device = new mupdf.DrawDevice(concat(this.#toUnits, toPixels), pixmap)
    try {
      this.#page.run(device, mupdf.Matrix.identity)
      device.close()
    } catch (error) {
      pixmap.destroy()
      throw error
    } finally {
      device.destroy()
    }
    const [left, top, right, bottom] = pixels.map((edge) => edge / pixelsPerUnit) as typeof pixels
    return { rect: { x: area.x + left, y: area.y + top, width: right - left, height: bottom - top }, pixmap }
  }

  close(): void {
    this.#page.destroy()
  }
}

function overlap(one: UnitRect | undefined, two: UnitRect): UnitRect | undefined {
  if (!one) return undefined
  const [x, y] = [Math.max(one.x, two.x), Math.max(one.y, two.y)]
  const width = Math.min(one.x + one.width, two.x + two.width) - x
  const height = Math.min(one.y + one.height, two.y + two.height) - y
  return width > 0 && height > 0 ? { x, y, width, height } : undefined
}

/** Edges in whole pixels of the picture of `area`: left, top, right, bottom. */
function pixelsAround(rect: UnitRect, area: UnitRect, scale: number): [number, number, number, number] {
  // The thousandth absorbs rounding errors of divisions.
  const from = (units: number) => Math.floor(units * scale + 0.001)
  const to = (units: number) => Math.ceil(units * scale - 0.001)
  const [left, top] = [from(rect.x - area.x), from(rect.y - area.y)]
  const [right, bottom] = [to(rect.x + rect.width - area.x), to(rect.y + rect.height - area.y)]
  return [left, top, Math.max(left + 1, right), Math.max(top + 1, bottom)]
}
