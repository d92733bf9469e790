// SPDX-License-Identifier: AGPL-3.0-or-later
// Decodes the pictures of a page's images in bounded memory.
import type { Image, Pixmap } from 'mupdf'
import type { DecodedPicture } from '../core/index.ts'
import type { MuPdf } from './mupdf.ts'

const reasons = {
  'image-missing': 'An image is missing; a frame shows where it belongs',
  'image-broken': 'An image is damaged; a frame shows where it belongs',
  'image-too-large': 'An image is too large to be drawn; a frame shows where it belongs',
} as const

/** An image that can't be drawn: `code` is the reason, `message` is for people. */
export class PictureError extends Error {
  override name = 'PictureError'
  readonly code: keyof typeof reasons
  constructor(code: keyof typeof reasons, options?: ErrorOptions) {
    super(reasons[code], options)
    this.code = code
  }
}

/** Limit of pixels as stated in the file's header; decoding takes 4 bytes per pixel and more. */
const maxStatedPixels = 60_000_000

/** Larger pictures are scaled down to this many pixels: enough for twice the pixels of the largest tablet. */
const maxDecodedPixels = 8_000_000

/** Opens without decoding. Throws a PictureError if the bytes are no picture or a decompression bomb. */
export function openPicture(mupdf: MuPdf, bytes: Uint8Array): Image {
  const png = readPngHead(bytes)
  if (png && png.pixels > maxStatedPixels) throw new PictureError('image-too-large')
  // MuPDF would decode it to a white picture.
  if (png && !png.holdsData) throw new PictureError('image-broken')
  let image: Image
  try {
    image = new mupdf.Image(bytes)
  } catch (cause) {
    throw new PictureError('image-broken', { cause })
  }
  const pixels = image.getWidth() * image.getHeight()
  if (pixels >= 1 && pixels <= maxStatedPixels) return image
  image.destroy()
  throw new PictureError(pixels < 1 ? 'image-broken' : 'image-too-large')
}

/** Reads a PNG's header without decoding; null for other files. */
function readPngHead(bytes: Uint8Array): { pixels: number; holdsData: boolean } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [signatureBytes, chunkFrameBytes, idat] = [8, 12, 0x49444154]
  if (bytes.length < signatureBytes + chunkFrameBytes + 13 || view.getUint32(0) !== 0x89504e47) return null
  const pixels = view.getUint32(16) * view.getUint32(20)
  for (let at = signatureBytes; at + chunkFrameBytes <= bytes.length; at += chunkFrameBytes + view.getUint32(at))
    if (view.getUint32(at + 4) === idat) return { pixels, holdsData: true }
  return { pixels, holdsData: false }
}

/** Throws a PictureError if the bytes are no picture or a decompression bomb. */
export function decodePicture(mupdf: MuPdf, bytes: Uint8Array): DecodedPicture {
  const image = openPicture(mupdf, bytes)
  try {
    const [across, down] = [image.getWidth(), image.getHeight()]
    const shrinking = Math.min(1, Math.sqrt(maxDecodedPixels / (across * down)))
    const [width, height] = [across, down].map((side) => Math.max(1, Math.floor(side * shrinking))) as [number, number]
    const pixmap = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, [0, 0, width, height], true)
    pixmap.clear()
    const device = new mupdf.DrawDevice(mupdf.Matrix.identity, pixmap)
    device.fillImage(image, [width, 0, 0, height, 0, 0], 1)
    device.close()
    device.destroy()
    return pixelsOf(pixmap)
  } catch (cause) {
    if (cause instanceof WebAssembly.RuntimeError) throw cause
    throw new PictureError('image-broken', { cause })
  } finally {
    image.destroy()
  }
}

/** Copies the pixels out of MuPDF's memory and frees the pixmap. */
export function pixelsOf(pixmap: Pixmap): DecodedPicture {
  const picture = {
    width: pixmap.getWidth(),
    height: pixmap.getHeight(),
    pixels: new Uint8Array(pixmap.getPixels()),
  }
  pixmap.destroy()
  return picture
}

/** The bytes as a data: URL; the default type is that of a PNG or JPEG. */
export function dataUrl(bytes: Uint8Array, type = typeOf(bytes)): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return `data:${type};base64,${btoa(binary)}`
}

function typeOf(bytes: Uint8Array): string {
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? 'image/jpeg' : 'image/png'
}
