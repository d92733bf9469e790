// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures that cannot be made smaller.
import { writePng } from '../world/png.ts'

/** A square PNG of noise, of 8 bits a pixel. */
export function noise(edge: number, bytes: (count: number) => Buffer): Uint8Array<ArrayBuffer> {
  const rows = bytes(edge * (edge + 1))
  for (let row = 0; row < edge; row++) rows[row * (edge + 1)] = 0
  return new Uint8Array(writePng({ width: edge, height: edge, rows, level: 0 }))
}
