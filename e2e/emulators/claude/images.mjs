// SPDX-License-Identifier: AGPL-3.0-or-later
// Which bytes are an image: its kind by its first bytes, its size, and whether all of it is there.
import { crc32, inflateSync } from 'node:zlib'

const pngHead = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Samples of a pixel by PNG's colour type, and the depths that each may have. @type {Record<number, {samples: number, depths: number[]}>} */
const colourTypes = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
}

/** The seven passes of interlacing: first column and row, steps between them. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
]

/** @param {Buffer} bytes @returns {string | undefined} the media type that the first bytes tell */
export function mediaTypeOf(bytes) {
  if (bytes.subarray(0, 8).equals(pngHead)) return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  const head = bytes.toString('latin1', 0, 12)
  if (/^GIF8[79]a/.test(head)) return 'image/gif'
  if (/^RIFF....WEBP/s.test(head)) return 'image/webp'
  return undefined
}

/** @typedef {{width: number, height: number}} Size */

/**
 * Reads the size alone, so that a large image is refused before it is unpacked.
 * @param {Buffer} bytes
 * @returns {Size | undefined}
 */
export function sizeOf(bytes) {
  try {
    const size = sizeReaders[mediaTypeOf(bytes) ?? '']?.(bytes)
    return size && size.width > 0 && size.height > 0 ? size : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Whether all of the image is there and right, as far as each kind can tell. @param {Buffer} bytes */
export function isWhole(bytes) {
  const type = mediaTypeOf(bytes)
  if (type === 'image/png') return isWholePng(bytes)
  if (type === 'image/jpeg')
    return bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > bytes.indexOf(Buffer.from([0xff, 0xda]))
  if (type === 'image/gif') return bytes.at(-1) === 0x3b
  return bytes.length >= bytes.readUInt32LE(4) + 8
}

/** @param {Buffer} bytes */
function pngSize(bytes) {
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** @param {Buffer} bytes */
function gifSize(bytes) {
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

/** @param {Buffer} bytes */
function jpegSize(bytes) {
  for (let at = 2; bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt8(at + 1)
    // Start of a frame; C4, C8 and CC are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
  }
  return undefined
}

/** @param {Buffer} bytes */
function webpSize(bytes) {
  const kind = bytes.toString('latin1', 12, 16)
  if (kind === 'VP8X') return { width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) }
  if (kind === 'VP8 ') return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  if (kind !== 'VP8L') return undefined
  const bits = bytes.readUInt32LE(21)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}

/** @type {Record<string, (bytes: Buffer) => Size | undefined>} */
const sizeReaders = { 'image/png': pngSize, 'image/jpeg': jpegSize, 'image/gif': gifSize, 'image/webp': webpSize }

/** @param {Buffer} bytes */
function isWholePng(bytes) {
  const chunks = pngChunks(bytes)
  const head = chunks?.[0]
  if (!chunks || head?.name !== 'IHDR' || head.data.length !== 13 || chunks.at(-1)?.name !== 'IEND') return false
  const layout = pngRows(head.data)
  if (!layout) return false
  const packed = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data))
  const max = layout.reduce((total, { rows, bytes: row }) => total + rows * row, 0)
  try {
    return filtersAreKnown(inflateSync(packed, { maxOutputLength: max + 1 }), layout, max)
  } catch {
    // Whatever zlib says against it, the data is not what an image of this size needs.
    return false
  }
}

/** All chunks up to IEND; undefined where one is cut or its checksum is wrong. @param {Buffer} bytes */
function pngChunks(bytes) {
  const chunks = []
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at)
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return undefined
    const name = bytes.toString('latin1', at + 4, at + 8)
    chunks.push({ name, data: bytes.subarray(at + 8, end) })
    if (name === 'IEND') return chunks
    at = end + 4
  }
  return undefined
}

/** How many rows of how many bytes the unpacked data has, pass by pass. @param {Buffer} head */
function pngRows(head) {
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const [depth = 0, colour = 0, compression, filter, interlace] = head.subarray(8)
  const type = colourTypes[colour]
  if (!type?.depths.includes(depth) || compression || filter || (interlace ?? 2) > 1) return undefined
  const rowBytes = (/** @type {number} */ columns) => 1 + Math.ceil((columns * depth * type.samples) / 8)
  if (!interlace) return [{ rows: height, bytes: rowBytes(width) }]
  return passes
    .map(([left = 0, top = 0, right = 1, down = 1]) => ({
      columns: Math.ceil((width - left) / right),
      rows: Math.ceil((height - top) / down),
    }))
    .filter(({ columns, rows }) => columns > 0 && rows > 0)
    .map(({ columns, rows }) => ({ rows, bytes: rowBytes(columns) }))
}

/** @param {Buffer} data @param {{rows: number, bytes: number}[]} layout @param {number} max */
function filtersAreKnown(data, layout, max) {
  if (data.length !== max) return false
  let at = 0
  for (const { rows, bytes } of layout)
    for (let row = 0; row < rows; row += 1, at += bytes) if ((data[at] ?? 5) > 4) return false
  return true
}
