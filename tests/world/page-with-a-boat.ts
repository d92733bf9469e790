// SPDX-License-Identifier: AGPL-3.0-or-later
import { writePng } from './png.ts'

const edge = 200

/** A PNG of 200 by 200 pixels: white paper, and black lines three pixels thick around the box from (110, 80) to (170, 160). */
export function pageWithABoat(): Uint8Array<ArrayBuffer> {
  const isIn = (x: number, y: number, margin: number) =>
    x >= 110 + margin && x < 170 - margin && y >= 80 + margin && y < 160 - margin
  const row = (y: number) => Array.from({ length: edge }, (_, x) => (isIn(x, y, 0) && !isIn(x, y, 3) ? 0 : 255))
  const rows = Buffer.concat(Array.from({ length: edge }, (_, y) => Buffer.from([0, ...row(y)])))
  return new Uint8Array(writePng({ width: edge, height: edge, rows }))
}
