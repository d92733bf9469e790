// SPDX-License-Identifier: AGPL-3.0-or-later
// The tablet's own small pictures of the pages in the corpus.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { chromium } from '@playwright/test'
import { corpus } from '../parity/files.ts'
import { type Darkness, darknessOf } from './fidelity-measure.ts'

export interface Thumbnail {
  /** The page's UUID, or its number in the oldest notebooks. */
  name: string
  pageFile: string
  /** 0-based, in the page file. */
  index: number
  pictureFile: string
  picture: Darkness
}

/** Every page file of the corpus that has one; none without a corpus. */
export async function readThumbnails(): Promise<Thumbnail[]> {
  const found = existsSync(corpus.folder) ? findThumbnails() : []
  const pictures = await decode(found.map(({ pictureFile }) => pictureFile))
  return found.flatMap((files, index) => {
    const picture = pictures[index]
    return picture ? [{ ...files, picture }] : []
  })
}

function findThumbnails(): Omit<Thumbnail, 'picture'>[] {
  return readdirSync(corpus.folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.thumbnails\/[^/]+\.(png|jpg)$/.test(path))
    .sort()
    .map((path) => {
      const name = basename(path, extname(path))
      const document = dirname(path).replace(/\.thumbnails$/, '')
      const pageFile = join(corpus.folder, document, `${name}.rm`)
      const pictureFile = join(corpus.folder, path)
      if (existsSync(pageFile)) return { name, pageFile, index: 0, pictureFile }
      // The oldest notebooks hold all their pages in one file.
      return { name, pageFile: join(corpus.folder, `${document}.lines`), index: Number(name), pictureFile }
    })
    .filter(({ pageFile }) => existsSync(pageFile))
}

/** A browser knows every picture format a tablet may write. */
async function decode(files: string[]): Promise<Darkness[]> {
  if (files.length === 0) return []
  const debian = '/usr/bin/chromium'
  const browser = await chromium.launch({
    ...(existsSync(debian) && { executablePath: debian }),
    args: ['--no-sandbox', '--no-first-run', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    const page = await browser.newPage()
    const pictures: Darkness[] = []
    for (const file of files) {
      const { width, height, pixels } = await page.evaluate(pixelsOf, dataUrl(file))
      pictures.push(darknessOf(width, height, Buffer.from(pixels, 'base64')))
    }
    return pictures
  } finally {
    await browser.close()
  }
}

export function dataUrl(file: string): string {
  const type = extname(file) === '.png' ? 'png' : 'jpeg'
  return `data:image/${type};base64,${readFileSync(file, 'base64')}`
}

/** Runs in the browser; gives RGBA in base64. */
async function pixelsOf(url: string): Promise<{ width: number; height: number; pixels: string }> {
  const image = new Image()
  image.src = url
  await image.decode()
  const { width, height } = image
  const context = new OffscreenCanvas(width, height).getContext('2d')
  if (!context) throw new Error('this browser draws no pictures')
  context.drawImage(image, 0, 0)
  const bytes = context.getImageData(0, 0, width, height).data
  let binary = ''
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return { width, height, pixels: btoa(binary) }
}
