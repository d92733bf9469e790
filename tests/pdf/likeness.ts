// SPDX-License-Identifier: AGPL-3.0-or-later
// How well two pictures agree on where the ink is: F1 of inked pixels, each forgiven one pixel of distance.

export interface GreyPicture {
  width: number
  height: number
  /** 0 black to 255 white, row by row. */
  grey: Uint8Array
}

/** Darker than this is ink: a quarter of the way to black, above what templates print, as where fidelity is measured. */
const inked = 191

/** Recall and precision in one number: 1 where all ink of either picture lies within a pixel of the other's. */
export function inkF1(one: GreyPicture, two: GreyPicture): number {
  const precision = shareNear(one, two)
  const recall = shareNear(two, one)
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

/** How much of the ink of `one` lies within a pixel of ink of `two`. */
function shareNear(one: GreyPicture, two: GreyPicture): number {
  let ink = 0
  let near = 0
  for (let y = 0; y < one.height; y++)
    for (let x = 0; x < one.width; x++) {
      if ((one.grey[y * one.width + x] ?? 255) >= inked) continue
      ink++
      if (hasInkNear(two, x, y)) near++
    }
  return ink === 0 ? 1 : near / ink
}

function hasInkNear({ width, height, grey }: GreyPicture, x: number, y: number): boolean {
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++)
      if ((grey[row * width + column] ?? 255) < inked) return true
  return false
}

/** Of RGBA, by the eye's weights. */
export function greyOf(rgba: Uint8Array, width: number, height: number): GreyPicture {
  const grey = new Uint8Array(width * height)
  for (let i = 0; i < grey.length; i++) {
    const [red, green, blue] = [rgba[4 * i] ?? 0, rgba[4 * i + 1] ?? 0, rgba[4 * i + 2] ?? 0]
    grey[i] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
  }
  return { width, height, grey }
}

/** Of a binary PGM, as `pdftoppm -gray` writes it. */
export function readPgm(bytes: Uint8Array): GreyPicture {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 64))
  const match = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(head)
  if (!match) throw new Error('This is no binary PGM of 8 bits')
  const [width, height] = [Number(match[1]), Number(match[2])]
  return { width, height, grey: bytes.slice(match[0].length, match[0].length + width * height) }
}
