// SPDX-License-Identifier: AGPL-3.0-or-later
// The twin of tests/core/parity/page_report.cpp: the same lines through the wasm, in Node and in a browser.
import {
  type Core,
  CoreError,
  type DecodedPicture,
  type Orientation,
  type Page,
  type RenderRequest,
} from '@rmirror/shared/core'

const utf8 = new TextEncoder()

/** One JSON line a page, or one for a file that is no page. */
export function pageReports(core: Core, name: string, file: Uint8Array): string[] {
  let count: number
  try {
    count = core.countPages(file)
  } catch (error) {
    if (!(error instanceof CoreError)) throw error
    return [JSON.stringify({ file: name, error: error.code })]
  }
  return Array.from({ length: count }, (_, index) => {
    using page = core.openPage(file, index)
    return JSON.stringify({ file: name, page: index + 1, ...report(core, page) })
  })
}

function report(core: Core, page: Page) {
  const hash = (text: string) => core.fileHash(utf8.encode(text))
  const png = (request: RenderRequest) => {
    try {
      return core.fileHash(page.renderPng(request))
    } catch (error) {
      if (error instanceof CoreError) return error.code
      throw error
    }
  }
  const ocr = () =>
    hash(
      page
        .renderOcr()
        .map((picture) => core.fileHash(picture.png))
        .join(''),
    )
  const pdf = (orientation: Orientation) => {
    const { factsJson, background, content } = page.pdfInkParts({ orientation, template: 'P Grid large' })
    return hash(hash(factsJson) + core.fileHash(background) + core.fileHash(content))
  }
  return {
    ink_hash: page.facts().ink_hash,
    facts: hash(page.factsJson()),
    strokes: hash(page.strokeListJson()),
    png: png({ width: 702 }),
    landscape: png({ width: 702, orientation: 'landscape' }),
    ocr: ocr(),
    ocr_whole: png({ purpose: 'ocr' }),
    svg: hash(page.renderSvg()),
    pdf: pdf('portrait'),
    pdf_landscape: pdf('landscape'),
    markdown: hash(page.text('markdown')),
    plain: hash(page.text('plain')),
    // The last: it changes the page.
    pictures: hashWithPictures(core, page, png),
  }
}

/** Any picture, with some of it see-through: the same numbers as in page_report.cpp. */
function testPicture(width: number, height: number): DecodedPicture {
  const pixels = new Uint8Array(4 * width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const alpha = (x * 7 + y * 3) % 256
      const values = [x * 13 + y, x ^ y, x * y, 255].map((value) => Math.trunc(((value % 256) * alpha) / 255))
      pixels.set(values, 4 * (y * width + x))
    }
  return { width, height, pixels, href: 'picture.png' }
}

/** The page with a source below its ink and pictures in its images, as a whole and in part. */
function hashWithPictures(core: Core, page: Page, png: (request: RenderRequest) => string): string {
  page.placeSource({ x: -690.5, y: 10, width: 1400, height: 1900 })
  page.setSourcePicture({ x: -690.5, y: 10, width: 700.25, height: 950 }, testPicture(341, 460))
  for (const { uuid } of page.facts().image_files) page.setImage(uuid, testPicture(97, 61))
  const rect = { x: -700, y: 0, width: 300, height: 300 }
  return core.fileHash(utf8.encode(png({ width: 351 }) + png({ width: 1500, rect }) + page.renderSvg()))
}
