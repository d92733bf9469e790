// SPDX-License-Identifier: AGPL-3.0-or-later
// Images made for the emulators' tests: small in bytes, of any size in pixels.
import { writePng } from '../world/png.ts'

interface PngParts {
  width?: number
  height?: number
  /** The uncompressed data; by default one grey byte for each pixel. */
  rows?: Uint8Array
  end?: boolean
}

/** A grey PNG; `shade` makes one unlike another. */
export function png(shade = 255, { width = 300, height = 300, rows, end = true }: PngParts = {}): Buffer {
  const pixels = rows ?? Buffer.alloc((1 + width) * height, shade)
  if (!rows) for (let row = 0; row < height; row += 1) pixels[row * (1 + width)] = 0
  return writePng({ width, height, rows: pixels, end })
}

/** A JPEG as far as its markers: head, frame, scan, and the end unless it is cut off. */
export function jpeg({ end = true } = {}): Buffer {
  const frame = [0xff, 0xc0, 0, 11, 8, 1, 44, 1, 44, 1, 1, 0x11, 0]
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0x34]
  return Buffer.from([0xff, 0xd8, ...frame, ...scan, ...(end ? [0xff, 0xd9] : [])])
}
