// SPDX-License-Identifier: AGPL-3.0-or-later
// PNGs of any pixels, written plainly.
import { crc32, deflateSync } from 'node:zlib'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

export interface PngPixels {
  width: number
  height: number
  /** Of 8 bits a channel; each row behind its filter's byte. */
  rows: Uint8Array
  colors?: 'grey' | 'rgb'
  /** Of the compression. */
  level?: number
  /** False: the file breaks off before its last chunk. */
  end?: boolean
}

export function writePng({ width, height, rows, colors = 'grey', level = -1, end = true }: PngPixels): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  header[9] = colors === 'grey' ? 0 : 2
  return Buffer.concat([
    Buffer.from(signature),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows, { level })),
    ...(end ? [pngChunk('IEND', new Uint8Array())] : []),
  ])
}

export function pngChunk(name: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const chunk = Buffer.alloc(4 + named.length + 4)
  chunk.writeUInt32BE(data.length)
  chunk.set(named, 4)
  chunk.writeUInt32BE(crc32(named), 4 + named.length)
  return chunk
}

/** The same picture as another file: `text` is behind its header. */
export function withText(png: Uint8Array, text: string): Buffer {
  const headerEnd = signature.length + 25
  return Buffer.concat([
    png.subarray(0, headerEnd),
    pngChunk('tEXt', Buffer.from(`Title\0${text}`)),
    png.subarray(headerEnd),
  ])
}
