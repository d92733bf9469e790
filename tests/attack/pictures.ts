// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures that cannot be made smaller.
import { writePng } from '../world/png.ts'

/** A white PNG of 8 bits a pixel. */
export function blank(width: number, height: number): Uint8Array<ArrayBuffer> {
  const rows = Buffer.alloc(height * (width + 1), 255)
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0
  return new Uint8Array(writePng({ width, height, rows }))
}

/** A square PNG of noise, of 8 bits a pixel. */
export function noise(edge: number, bytes: (count: number) => Buffer): Uint8Array<ArrayBuffer> {
  const rows = bytes(edge * (edge + 1))
  for (let row = 0; row < edge; row++) rows[row * (edge + 1)] = 0
  return new Uint8Array(writePng({ width: edge, height: edge, rows, level: 0 }))
}
