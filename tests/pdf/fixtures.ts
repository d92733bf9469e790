// SPDX-License-Identifier: AGPL-3.0-or-later
// Source PDFs as a user might put them on a tablet, and pages with ink on them.
import * as mupdf from 'mupdf'
import type { Core } from '../../shared/src/core/index.ts'
import type { PdfPage } from '../../shared/src/pdf/index.ts'
import { layPages } from '../../shared/src/pdf/own-pages.ts'
import { zipped } from '../generator/archive.ts'
import { utf8Bytes } from '../generator/bytes.ts'
import { point, stroke } from '../generator/ink.ts'
import { colors, onePage, pens, type SceneImage, type ScenePage, type SceneStroke } from '../generator/scene.ts'
import { writeOldPage } from '../generator/v3-v5.ts'
import { writeV6 } from '../generator/v6.ts'

export interface SourcePage {
  mediaBox?: number[]
  cropBox?: number[]
  rotate?: 0 | 90 | 180 | 270
  /** PDF operators. */
  content?: string
}

export const a4 = [0, 0, 595, 842]

export function sourcePdf(pages: SourcePage[], outline: string[] = []): Uint8Array {
  const document = new mupdf.PDFDocument()
  const font = document.addSimpleFont(new mupdf.Font('Helvetica'), 'Latin')
  const sheets = pages.map(({ mediaBox = a4, cropBox, rotate = 0, content = '' }, index) => {
    const words = `0 g BT /F1 12 Tf 1 0 0 1 100 100 Tm (source page ${index + 1}) Tj ET`
    const page = document.addPage([0, 0, 1, 1], rotate, { Font: { F1: font } }, `${content}\n${words}`)
    page.put('MediaBox', mediaBox)
    if (cropBox) page.put('CropBox', cropBox)
    return page
  })
  layPages(document, sheets)
  const bookmarks = document.outlineIterator()
  for (const title of outline) bookmarks.insert({ title, uri: '#page=1', open: false })
  return document.saveToBuffer('').asUint8Array().slice()
}

/** A PDF of these objects, numbered from 1; the first is its catalog. */
export function rawPdf(objects: string[]): Uint8Array {
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  const trailer = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`
  return utf8Bytes(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}${trailer}`)
}

/** As many empty pages as that. */
export function longPdf(count: number): Uint8Array {
  const numbers = Array.from({ length: count }, (_, index) => index + 3)
  const kids = numbers.map((number) => `${number} 0 R`).join(' ')
  const pages = numbers.map(() => '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>')
  return rawPdf(['<</Type/Catalog/Pages 2 0 R>>', `<</Type/Pages/Count ${count}/Kids[${kids}]>>`, ...pages])
}

/** Its only node of pages names itself as its page. */
export function circularPdf(): Uint8Array {
  return rawPdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]/Parent 2 0 R>>'])
}

/** One page below that many nodes, each the only child of the one before. */
export function deepPdf(depth: number): Uint8Array {
  const nodes = Array.from({ length: depth }, (_, index) => {
    const parent = index === 0 ? '' : `/Parent ${index + 1} 0 R`
    return `<</Type/Pages/Count 1${parent}/Kids[${index + 3} 0 R]>>`
  })
  const page = `<</Type/Page/Parent ${depth + 1} 0 R/MediaBox[0 0 595 842]>>`
  return rawPdf(['<</Type/Catalog/Pages 2 0 R>>', ...nodes, page])
}

/** A book of that many short chapters. */
export function epubOf(chapters: number): Promise<Uint8Array> {
  const numbers = Array.from({ length: chapters }, (_, index) => index + 1)
  const items = numbers.map((n) => `<item id="c${n}" href="c${n}.xhtml" media-type="application/xhtml+xml"/>`)
  const order = numbers.map((n) => `<itemref idref="c${n}"/>`)
  const title = '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">Book</dc:title>'
  const files = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>' +
      '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'book.opf':
      `<package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata>${title}</metadata>` +
      `<manifest>${items.join('')}</manifest><spine>${order.join('')}</spine></package>`,
    ...Object.fromEntries(
      numbers.map((n) => [
        `c${n}.xhtml`,
        `<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Chapter ${n}</h1><p>Words.</p></body></html>`,
      ]),
    ),
  }
  return zipped(Object.entries(files).map(([path, text]) => ({ path, bytes: utf8Bytes(text) })))
}

export function opened(bytes: Uint8Array): mupdf.PDFDocument {
  return new mupdf.PDFDocument(bytes)
}

/** A dot of red ink, `width` page units across. */
export function redDot(x: number, y: number, width = 12): SceneStroke {
  return stroke({ tool: pens.second.fineliner, color: colors.red }, [point(x, y, { width })])
}

/** The page as the tablet's file of that version holds it, read by the core. */
export function inkOf(core: Core, scene: ScenePage, version: 3 | 5 | 6 = 6, orientation?: 'landscape'): PdfPage['ink'] {
  using page = core.openPage(version === 6 ? writeV6(scene) : writeOldPage(scene, { version }))
  return page.pdfInk({ orientation: orientation ?? 'portrait' })
}

export function pdfPage(number: number, more: Partial<PdfPage> = {}): PdfPage {
  return { number, tags: [], sourcePage: number - 1, ...more }
}

export function dotPage(core: Core, number: number, x: number, y: number, more: Partial<PdfPage> = {}): PdfPage {
  return pdfPage(number, { ink: inkOf(core, onePage([redDot(x, y)])), ...more })
}

/** Shows `picture.png`; tablets do not agree with themselves on the case of names. */
export const image: SceneImage = {
  kind: 'image',
  uuid: '0f3c2a66-5d0e-4b51-9b3a-6f7d2e8c1a90',
  fileName: 'Picture.PNG',
  rect: { x: -300, y: 200, width: 600, height: 400 },
}

/** A PNG: its left half of that colour, its right half see-through. */
export function halfFilled(rgb: [number, number, number]): Uint8Array {
  const [width, height] = [8, 6]
  const pixmap = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, [0, 0, width, height], true)
  pixmap.clear()
  const pixels = pixmap.getPixels()
  for (let i = 0; i < width * height; i++) if (i % width < width / 2) pixels.set([...rgb, 255], 4 * i)
  return pixmap.asPNG().slice()
}

type Coloured = { width: number; height: number; at(x: number, y: number): [number, number, number] }

/** The middle of all pixels that are red, or blue; undefined when there are none. */
export function middleOf(picture: Coloured, color: 'red' | 'blue'): { x: number; y: number } | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++) {
      const [red, green, blue] = picture.at(x, y)
      const [strong, weak] = color === 'red' ? [red, blue] : [blue, red]
      if (strong < 150 || green > 130 || weak > 130) continue
      ;[left, right] = [Math.min(left, x), Math.max(right, x)]
      ;[top, bottom] = [Math.min(top, y), Math.max(bottom, y)]
    }
  return left > right ? undefined : { x: (left + right + 1) / 2, y: (top + bottom + 1) / 2 }
}
