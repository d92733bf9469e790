// SPDX-License-Identifier: AGPL-3.0-or-later
// How near a picture comes to the truth at one pixel a page unit.
import type { RgbPicture } from '../../wasm/png.ts'
import { structuralSimilarity } from '../fidelity-measure.ts'
import { darknessOfRgb } from './picture.ts'

export interface FullSizeFigures {
  /** On ink. */
  ssim: number
  /** Of ink, each pixel forgiven 0, 1 and 2 pixels of distance. */
  f1: [number, number, number]
  /** `f1[1]` outside the boxes of typed text: the handwriting alone. */
  drawn?: number
  /** Ours by theirs, without what the truth draws in a grey of its own. */
  ink: number
  /** Mean distance of a channel where both have ink, 0 to 255. */
  colour: number
}

export interface Aside {
  /** Boxes of typed text: left, top, right, bottom. */
  text?: [number, number, number, number][] | undefined
  grey?: number | undefined
}

/** Darker than this is ink. */
const inkThreshold = 0.25
/** Darker than this has a colour to compare. */
const colourThreshold = 0.02
/** The surroundings of a grey that the truth draws, in pixels: smoothed edges have other greys. */
const greyReach = 4

/** Two pictures of one size. */
export function compareFullSize(ours: RgbPicture, truth: RgbPicture, { text = [], grey }: Aside = {}): FullSizeFigures {
  const { width } = truth
  const [ourDarkness, theirDarkness] = [darknessOfRgb(ours), darknessOfRgb(truth)]
  const [a, b] = [ourDarkness.values, theirDarkness.values]
  const [ourInk, theirInk] = [maskOf(a, inkThreshold), maskOf(b, inkThreshold)]
  const f1 = (reach: number, where?: Mask) => f1Of(ourInk, theirInk, width, reach, where)
  const same = grey === undefined ? undefined : inverse(surroundingsOfGrey(truth, grey))
  return {
    ssim: structuralSimilarity(ourDarkness, theirDarkness),
    f1: [f1(0), f1(1), f1(2)],
    ...(text.length > 0 && { drawn: f1(1, outside(text, truth)) }),
    ink: sumWithin(a, both(ourInk, same)) / Math.max(1e-9, sumWithin(b, both(theirInk, same))),
    colour: meanDistance(ours, truth, both(maskOf(a, colourThreshold), maskOf(b, colourThreshold))),
  }
}

/** 1 where something holds, 0 elsewhere, rows from the top. */
export type Mask = Uint8Array

function maskOf(values: Float64Array, above: number): Mask {
  const mask = new Uint8Array(values.length)
  for (let index = 0; index < mask.length; index++) mask[index] = (values[index] ?? 0) > above ? 1 : 0
  return mask
}

function both(a: Mask, b: Mask | undefined): Mask {
  return b ? a.map((value, index) => value & (b[index] ?? 0)) : a
}

const inverse = (mask: Mask): Mask => mask.map((value) => 1 - value)

/** The harmonic mean of the shares of either ink, within `where`, that lies near the other's anywhere. */
function f1Of(ours: Mask, theirs: Mask, width: number, reach: number, where?: Mask): number {
  const precision = shareWithin(both(ours, where), grown(theirs, width, reach))
  const recall = shareWithin(both(theirs, where), grown(ours, width, reach))
  return (2 * precision * recall) / Math.max(1e-9, precision + recall)
}

function shareWithin(mask: Mask, where: Mask): number {
  let [found, all] = [0, 0]
  for (let index = 0; index < mask.length; index++) {
    if (mask[index] === 0) continue
    all++
    found += where[index] ?? 0
  }
  return found / Math.max(1, all)
}

/** By `reach` pixels to every side, corners included. */
export function grown(mask: Mask, width: number, reach: number): Mask {
  const larger = new Uint8Array(mask.length)
  const lastRow = mask.length / width - 1
  for (let index = 0; index < mask.length; index++) {
    if (mask[index] === 0) continue
    const [x, y] = [index % width, Math.floor(index / width)]
    for (let row = Math.max(0, y - reach); row <= Math.min(lastRow, y + reach); row++)
      larger.fill(1, row * width + Math.max(0, x - reach), row * width + Math.min(width - 1, x + reach) + 1)
  }
  return larger
}

function outside(boxes: [number, number, number, number][], { width, height }: RgbPicture): Mask {
  const mask = new Uint8Array(width * height).fill(1)
  for (const [left, top, right, bottom] of boxes)
    for (let y = Math.max(0, top); y < Math.min(height, bottom); y++) mask.fill(0, y * width + left, y * width + right)
  return mask
}

/** Where a grey fills at least 3x3 pixels, and around it. */
function surroundingsOfGrey({ width, height, rgb }: RgbPicture, grey: number): Mask {
  const other = new Uint8Array(width * height)
  for (let index = 0; index < other.length; index++)
    for (let at = 3 * index; at < 3 * index + 3; at++) if (Math.abs((rgb[at] ?? 0) - grey) >= 3) other[index] = 1
  return grown(inverse(grown(other, width, 1)), width, greyReach)
}

function sumWithin(values: Float64Array, mask: Mask): number {
  let sum = 0
  for (let index = 0; index < mask.length; index++) if (mask[index] === 1) sum += values[index] ?? 0
  return sum
}

function meanDistance(ours: RgbPicture, truth: RgbPicture, mask: Mask): number {
  let [sum, channels] = [0, 0]
  mask.forEach((counts, index) => {
    if (counts === 0) return
    for (let at = 3 * index; at < 3 * index + 3; at++) sum += Math.abs((ours.rgb[at] ?? 0) - (truth.rgb[at] ?? 0))
    channels += 3
  })
  return channels === 0 ? 0 : sum / channels
}
