// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes what a PDF has besides page content: title, keywords, bookmarks, layers and highlights.
import type { PDFDocument, PDFObject, Quad } from 'mupdf'
import type { PdfInkFacts } from '../core/index.ts'
import type { LayerGroup } from './ink-forms.ts'
import { apply, concat, type Matrix } from './placement.ts'
import type { PdfOptions, PdfPage } from './types.ts'

/** Sets only what a source doesn't state itself. The source's keywords are kept and the tags added. */
export function describe(document: PDFDocument, options: PdfOptions, pages: Pick<PdfPage, 'tags'>[]): void {
  const said = (key: string) => (document.getMetaData(`info:${key}`) ?? '').trim()
  const set = (key: string, value: string) => {
    if (value !== '' && value !== said(key)) document.setMetaData(`info:${key}`, value)
  }
  const keywords = new Set([said('Keywords'), ...options.tags, ...pages.flatMap(({ tags }) => tags)])
  if (said('Title') === '') set('Title', options.title)
  if (said('Author') === '') set('Author', options.authors.join(', '))
  if (said('Creator') === '') set('Creator', 'rMirror')
  set('Keywords', [...keywords].filter((tag) => tag !== '').join(', '))
}

export interface Bookmark {
  title: string
  /** 0-based page of the PDF. */
  page: number
}

export function bookmarkOf({ number, tags }: Pick<PdfPage, 'number' | 'tags'>, page: number): Bookmark {
  return { title: [`Page ${number}`, ...(tags.length > 0 ? [tags.join(', ')] : [])].join(' · '), page }
}

/** Appended to the existing bookmarks. */
export function addBookmarks(document: PDFDocument, bookmarks: Bookmark[]): void {
  if (bookmarks.length === 0) return
  const iterator = document.outlineIterator()
  while (iterator.item() !== null) if (iterator.next() !== 0) break
  for (const { title, page } of bookmarks) iterator.insert({ title, uri: `#page=${page + 1}`, open: false })
  iterator.destroy()
}

/** Hidden layers are off until the viewer switches them on. */
export function addLayers(document: PDFDocument, groups: LayerGroup[]): void {
  if (groups.length === 0) return
  const properties = dictionaryIn(document, document.getTrailer().get('Root'), 'OCProperties')
  const defaultConfig = dictionaryIn(document, properties, 'D')
  const isOffByItself = String(defaultConfig.get('BaseState')) === '/OFF'
  for (const { object, visible } of groups) {
    arrayIn(document, properties, 'OCGs').push(object)
    arrayIn(document, defaultConfig, 'Order').push(object)
    if (!visible) arrayIn(document, defaultConfig, 'OFF').push(object)
    else if (isOffByItself) arrayIn(document, defaultConfig, 'ON').push(object)
  }
}

function dictionaryIn(document: PDFDocument, parent: PDFObject, key: string): PDFObject {
  if (!parent.get(key).isDictionary()) parent.put(key, document.newDictionary())
  return parent.get(key)
}

function arrayIn(document: PDFDocument, parent: PDFObject, key: string): PDFObject {
  if (!parent.get(key).isArray()) parent.put(key, document.newArray())
  return parent.get(key)
}

/** Highlights as annotations, which viewers list and copy. `unitsToUser` converts page units. */
export function addHighlights(
  document: PDFDocument,
  pageIndex: number,
  facts: PdfInkFacts,
  unitsToUser: Matrix,
  groups: LayerGroup[],
): void {
  const marks = facts.highlights.filter(({ rects }) => rects.length > 0)
  if (marks.length === 0) return
  const page = document.loadPage(pageIndex)
  const toPage = concat(unitsToUser, page.getTransform() as Matrix)
  for (const { text, css_color, rects, layer } of marks) {
    const annotation = page.createAnnotation('Highlight')
    annotation.setQuadPoints(
      rects.map(({ x, y, width, height }) => {
        const [upperLeft, upperRight] = [apply(toPage, x, y), apply(toPage, x + width, y)]
        const [lowerLeft, lowerRight] = [apply(toPage, x, y + height), apply(toPage, x + width, y + height)]
        return [...upperLeft, ...upperRight, ...lowerLeft, ...lowerRight] satisfies Quad
      }),
    )
    annotation.setColor([0, 1, 2].map((part) => byteOf(css_color, part) / 255) as [number, number, number])
    annotation.setOpacity(byteOf(css_color, 3) / 255)
    annotation.setContents(text)
    const group = groups[layer]
    if (group && !group.visible) annotation.getObject().put('OC', group.object)
    annotation.update()
  }
  page.destroy()
}

/** One byte of "#rrggbbaa". */
function byteOf(color: string, part: number): number {
  return Number.parseInt(color.slice(1 + 2 * part, 3 + 2 * part), 16)
}
