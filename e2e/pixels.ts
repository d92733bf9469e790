// SPDX-License-Identifier: AGPL-3.0-or-later
// What can be seen on pictures, by their own pixels, however large they are shown.
import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { expect, type JSHandle, type Locator, type Page } from '@playwright/test'

export interface Pixels {
  width: number
  height: number
  /** Red, green, blue and opacity of each, rows from the top. */
  rgba: Uint8Array
}

/** Runs in the browser. Packed, because most of a page is paper. */
async function decode(image: HTMLImageElement) {
  await image.decode()
  const { naturalWidth: width, naturalHeight: height } = image
  const context = new OffscreenCanvas(width, height).getContext('2d')
  if (!context) throw new Error('No canvas')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, width, height)
  const packed = await new Response(new Blob([data]).stream().pipeThrough(new CompressionStream('deflate-raw'))).blob()
  const url = await new Promise<string>((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.readAsDataURL(packed)
  })
  return { width, height, packed: url.slice(url.indexOf(',') + 1) }
}

export async function pixelsOf(picture: Locator | JSHandle<HTMLImageElement>): Promise<Pixels> {
  // Both have it, with types that cannot be joined.
  const { packed, ...size } = await (picture as JSHandle<HTMLImageElement>).evaluate(decode)
  return { ...size, rgba: inflateRawSync(Buffer.from(packed, 'base64')) }
}

/** As the browser decodes it. */
export async function pixelsOfPng(page: Page, png: Buffer): Promise<Pixels> {
  const image = await page.evaluateHandle((base64) => {
    const element = new Image()
    element.src = `data:image/png;base64,${base64}`
    return element
  }, png.toString('base64'))
  return pixelsOf(image)
}

type Color = [red: number, green: number, blue: number]

export function countPixels({ rgba }: Pixels, isWanted: (color: Color) => boolean): number {
  let count = 0
  for (let at = 0; at < rgba.length; at += 4)
    if (isWanted([rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0])) count++
  return count
}

export const isInk = ([red]: Color) => red < 128

/** How many of the picture's pixels are ink: 0 is blank paper. */
export async function inkIn(picture: Locator): Promise<number> {
  return countPixels(await pixelsOf(picture), isInk)
}

export function digestOf(rgba: Uint8Array): string {
  return createHash('sha256').update(rgba).digest('hex')
}

/** Sooner or later: a picture that is just being replaced by a sharper one cannot be decoded. */
export async function expectDrawn(picture: Locator): Promise<void> {
  await expect(picture).toBeVisible()
  await expect(async () => expect(await inkIn(picture)).toBeGreaterThan(100)).toPass()
}
