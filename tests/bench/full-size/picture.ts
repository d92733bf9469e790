// SPDX-License-Identifier: AGPL-3.0-or-later
// Two pictures of a page are laid on each other.
import type { RgbPicture } from '../../wasm/png.ts'
import type { Darkness } from '../fidelity-measure.ts'

/** Of opaque RGBA. */
export function rgbOf(width: number, height: number, pixels: Uint8Array): RgbPicture {
  const rgb = new Uint8Array(3 * width * height)
  for (let index = 0; index < width * height; index++)
    for (let channel = 0; channel < 3; channel++) rgb[3 * index + channel] = pixels[4 * index + channel] ?? 0
  return { width, height, rgb }
}

/** Light greys become white: the desktop app draws the lines of templates so. */
export function withoutTemplateLines({ width, height, rgb }: RgbPicture): RgbPicture {
  const kept = rgb.slice()
  for (let at = 0; at < kept.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = [kept[at], kept[at + 1], kept[at + 2]]
    const lightest = Math.max(red, green, blue)
    const darkest = Math.min(red, green, blue)
    if (darkest >= 230 && lightest - darkest < 3) kept.fill(255, at, at + 3)
  }
  return { width, height, rgb: kept }
}

export function darknessOfRgb({ width, height, rgb }: RgbPicture): Darkness {
  const values = new Float64Array(width * height)
  for (let i = 0; i < values.length; i++) {
    const [red = 0, green = 0, blue = 0] = [rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]]
    values[i] = 1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255
  }
  return { width, height, values }
}

/** Pixels to the right and down. */
export interface Shift {
  x: number
  y: number
}

/** `picture` moved by `shift`, on white paper as large as `like`. */
export function placed(picture: RgbPicture, like: { width: number; height: number }, shift: Shift): RgbPicture {
  const { width, height } = like
  const rgb = new Uint8Array(3 * width * height).fill(255)
  const left = Math.max(0, shift.x)
  const right = Math.min(width, picture.width + shift.x)
  if (right <= left) return { width, height, rgb }
  for (let y = Math.max(0, shift.y); y < Math.min(height, picture.height + shift.y); y++) {
    const row = (y - shift.y) * picture.width - shift.x
    rgb.set(picture.rgb.subarray(3 * (row + left), 3 * (row + right)), 3 * (y * width + left))
  }
  return { width, height, rgb }
}

const farthestShift = 30

/** The shift by which `from` lies best on `onto`: a page that grew to the left or to the top begins elsewhere. */
export function shiftBetween(from: RgbPicture, onto: RgbPicture): Shift {
  const [a, b] = [darknessOfRgb(from), darknessOfRgb(onto)]
  const ink = [...a.values.keys()].filter((index) => (a.values[index] ?? 0) > 0)
  let best = { x: 0, y: 0, overlap: -1 }
  for (let y = -farthestShift; y <= farthestShift; y++)
    for (let x = -farthestShift; x <= farthestShift; x++) {
      const overlap = overlapOf(a, b, ink, { x, y })
      if (overlap > best.overlap) best = { x, y, overlap }
    }
  return { x: best.x, y: best.y }
}

function overlapOf(a: Darkness, b: Darkness, ink: number[], shift: Shift): number {
  let sum = 0
  for (const index of ink) {
    const x = (index % a.width) + shift.x
    const y = Math.floor(index / a.width) + shift.y
    if (x >= 0 && x < b.width && y >= 0 && y < b.height)
      sum += (a.values[index] ?? 0) * (b.values[y * b.width + x] ?? 0)
  }
  return sum
}
