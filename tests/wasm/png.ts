// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the PNG files of our goldens: 8-bit RGB without interlacing.
import { inflateSync } from 'node:zlib'

export interface RgbPicture {
  width: number
  height: number
  /** 3 bytes a pixel, rows from the top. */
  rgb: Uint8Array
}

export function readPng(file: Uint8Array): RgbPicture {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  if (view.getUint32(24) !== 0x08020000) throw new Error('This is no PNG of 8-bit RGB')
  const packed: Uint8Array[] = []
  for (let at = 8; at < file.length; at += 12 + view.getUint32(at))
    if (view.getUint32(at + 4) === 0x49444154) packed.push(file.subarray(at + 8, at + 8 + view.getUint32(at)))
  return { width, height, rgb: unfiltered(inflateSync(Buffer.concat(packed)), 3 * width, height) }
}

/** Each row begins with the number of its filter, as PNG (third edition) 9.2 defines them. */
function unfiltered(rows: Uint8Array, rowBytes: number, height: number): Uint8Array {
  const plain = new Uint8Array(rowBytes * height)
  for (let y = 0; y < height; y++) {
    const start = y * rowBytes
    const filter = rows[y * (rowBytes + 1)] ?? 0
    for (let x = 0; x < rowBytes; x++) {
      const left = x < 3 ? 0 : (plain[start + x - 3] ?? 0)
      const above = y === 0 ? 0 : (plain[start - rowBytes + x] ?? 0)
      const corner = x < 3 || y === 0 ? 0 : (plain[start - rowBytes + x - 3] ?? 0)
      plain[start + x] = (rows[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted(filter, left, above, corner)
    }
  }
  return plain
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return above
  if (filter === 3) return (left + above) >> 1
  if (filter !== 4) return 0
  const toLeft = Math.abs(above - corner)
  const toAbove = Math.abs(left - corner)
  const toCorner = Math.abs(left + above - 2 * corner)
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}
