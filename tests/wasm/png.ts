// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads pictures of 8 bits a channel: our goldens and what others drew, as PNG without interlacing and palette, or PPM.
import { inflateSync } from 'node:zlib'

export interface RgbPicture {
  width: number
  height: number
  /** 3 bytes a pixel, rows from the top. */
  rgb: Uint8Array
}

/** By the colour type of PNG (third edition) 11.2.1: grey, RGB. */
const channelsOf: Record<number, number> = { 0: 1, 2: 3 }

export function readPng(file: Uint8Array): RgbPicture {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const channels = channelsOf[view.getUint8(25)]
  if (view.getUint8(24) !== 8 || !channels || view.getUint8(28) !== 0)
    throw new Error('This is no PNG of 8-bit grey or RGB without interlacing')
  const packed: Uint8Array[] = []
  for (let at = 8; at < file.length; at += 12 + view.getUint32(at))
    if (view.getUint32(at + 4) === 0x49444154) packed.push(file.subarray(at + 8, at + 8 + view.getUint32(at)))
  const plain = unfiltered(inflateSync(Buffer.concat(packed)), width, height, channels)
  return { width, height, rgb: channels === 3 ? plain : tripled(plain) }
}

function tripled(grey: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 3 * grey.length }, (_, index) => grey[Math.floor(index / 3)] ?? 0)
}

/** Each row begins with the number of its filter, as PNG (third edition) 9.2 defines them. */
function unfiltered(rows: Uint8Array, width: number, height: number, channels: number): Uint8Array {
  const rowBytes = channels * width
  const plain = new Uint8Array(rowBytes * height)
  for (let y = 0; y < height; y++) {
    const start = y * rowBytes
    const filter = rows[y * (rowBytes + 1)] ?? 0
    for (let x = 0; x < rowBytes; x++) {
      const left = x < channels ? 0 : (plain[start + x - channels] ?? 0)
      const above = y === 0 ? 0 : (plain[start - rowBytes + x] ?? 0)
      const corner = x < channels || y === 0 ? 0 : (plain[start - rowBytes + x - channels] ?? 0)
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

/** Binary, as `pdftoppm` writes it. */
export function readPpm(file: Uint8Array): RgbPicture {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(new TextDecoder('latin1').decode(file.subarray(0, 64)))
  if (!head) throw new Error('This is no binary PPM of 8 bits')
  const [width, height] = [Number(head[1]), Number(head[2])]
  return { width, height, rgb: file.slice(head[0].length, head[0].length + 3 * width * height) }
}
