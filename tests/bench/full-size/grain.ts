// SPDX-License-Identifier: AGPL-3.0-or-later
// How grain lies in a stroke: the chance of ink by distance from the stroke's middle line, and what is neither ink
// nor paper.
import type { RgbPicture } from '../../wasm/png.ts'
import { darknessOfRgb } from './picture.ts'
import type { InkStroke } from './strokes.ts'

/** Rows of pixels, the last one excluded. */
export interface Rows {
  top: number
  bottom: number
}

/** Farther from the middle there is no ink. */
const distances = 13

/**
 * The share of dark pixels at 0, 1, 2 ... units from the middle line, both sides together, of a stroke that runs
 * downwards. `left` is the x of the picture's left edge.
 */
export function chanceByDistance(picture: RgbPicture, stroke: InkStroke, left: number, rows: Rows): number[] {
  const { width, values } = darknessOfRgb(picture)
  const [dark, all] = [new Float64Array(distances), new Float64Array(distances)]
  for (const { index, distance } of pixelsAlong(width, stroke, left, rows)) {
    const at = Math.round(distance)
    if (at >= distances) continue
    all[at] = (all[at] ?? 0) + 1
    if ((values[index] ?? 0) > 0.5) dark[at] = (dark[at] ?? 0) + 1
  }
  return Array.from(dark, (count, at) => count / Math.max(1, all[at] ?? 0))
}

/** Pixels along the stroke that are neither white nor as `ink`. */
export function pixelsBetween(
  { width, rgb }: RgbPicture,
  stroke: InkStroke,
  left: number,
  rows: Rows,
  ink: readonly number[] = [0, 0, 0],
): number {
  const is = (index: number, color: readonly number[]) =>
    color.every((value, channel) => rgb[3 * index + channel] === value)
  return pixelsAlong(width, stroke, left, rows).filter(({ index }) => !is(index, [255, 255, 255]) && !is(index, ink))
    .length
}

/** Distances count from a pixel's middle, along its row: the strokes run nearly upright. */
function pixelsAlong(width: number, stroke: InkStroke, left: number, { top, bottom }: Rows) {
  const pixels: { index: number; distance: number }[] = []
  for (let y = top; y < bottom; y++) {
    const middle = middleAt(stroke, y + 0.5)
    if (middle === undefined) continue
    for (let x = Math.floor(middle - left) - distances; x <= middle - left + distances; x++)
      if (x >= 0 && x < width) pixels.push({ index: y * width + x, distance: Math.abs(x + 0.5 - (middle - left)) })
  }
  return pixels
}

function middleAt({ points }: InkStroke, y: number): number | undefined {
  const index = points.findIndex((point, at) => at > 0 && point.y > y)
  const [from, to] = [points[index - 1], points[index]]
  if (!from || !to || from.y > y) return undefined
  return from.x + ((to.x - from.x) * (y - from.y)) / (to.y - from.y)
}
