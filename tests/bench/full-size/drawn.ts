// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures of our own, for the tests of what is measured in pictures.
import type { RgbPicture } from '../../wasm/png.ts'

const black = [0, 0, 0] as const

type Rgb = readonly [number, number, number]

export function paper(width: number, height: number): RgbPicture {
  return { width, height, rgb: new Uint8Array(3 * width * height).fill(255) }
}

/** Left, top, right, bottom. */
export function fill({ width, rgb }: RgbPicture, box: [number, number, number, number], color: Rgb = black): void {
  const [left, top, right, bottom] = box
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) rgb.set(color, 3 * (y * width + x))
}

export function withBoxes(boxes: [number, number, number, number][], color: Rgb = black): RgbPicture {
  const picture = paper(60, 40)
  for (const box of boxes) fill(picture, box, color)
  return picture
}
