// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures that cannot be made smaller.
import { crc32, deflateSync } from 'node:zlib'

/** A square PNG of noise, of 8 bits a pixel. */
export function noise(edge: number, bytes: (count: number) => Buffer): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(edge, 0)
  header.writeUInt32BE(edge, 4)
  header[8] = 8
  const rows = bytes(edge * (edge + 1))
  for (let row = 0; row < edge; row++) rows[row * (edge + 1)] = 0
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 0 })), chunk('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
