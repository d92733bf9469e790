// SPDX-License-Identifier: AGPL-3.0-or-later
import { type PlacedPicture, placeOnSheet } from './sheet-layout.ts'

/** Browsers may refuse to draw on a canvas with more pixels. */
const maxPixels = 16_000_000

/** Draws a page's pictures at their positions on white paper: a PNG in the pictures' own resolution, if possible. */
export async function drawSheet(pictures: PlacedPicture[], landscape: boolean): Promise<Uint8Array> {
  const { size, places } = placeOnSheet(pictures, landscape)
  // A page without pictures is drawn at one pixel per page unit.
  const wanted =
    pictures.length === 0
      ? 1
      : Math.max(...pictures.map(({ width }, at) => width / ((places[at]?.width ?? 1) * size.width)))
  const scale = Math.min(wanted, Math.sqrt(maxPixels / (size.width * size.height)))
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)]
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('There is no canvas to draw on')
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  // Where two pictures overlap, the paper of one must not hide the ink of the other.
  context.globalCompositeOperation = 'multiply'
  for (const [at, { picture }] of pictures.entries()) {
    const place = places[at]
    if (!place) continue
    const image = await createImageBitmap(picture)
    context.drawImage(image, place.x * width, place.y * height, place.width * width, place.height * height)
    image.close()
  }
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new Uint8Array(await blob.arrayBuffer())
}
