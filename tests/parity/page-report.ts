// SPDX-License-Identifier: AGPL-3.0-or-later
// The twin of tests/core/parity/page_report.cpp: the same lines through the wasm, in Node and in a browser.
import { type Core, CoreError, type Orientation, type Page, type RenderRequest } from '@rmirror/shared/core'

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
  }
}
