// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws ink on the pages of a source PDF as viewers show them: cropped and rotated.
import type { PDFDocument, PDFGraftMap, PDFObject } from 'mupdf'
import type { UnitRect } from '../core/index.ts'
import { addBookmarks, addHighlights, addLayers, bookmarkOf, describe } from './document-parts.ts'
import { addOwnPage, type OwnPage, type OwnPages, placing, savedBytes } from './own-pages.ts'
import { concat, invert, type Matrix, maxSide, placeOnSource, transformed, union } from './placement.ts'
import { isAboutInk, type OpenSource } from './sources.ts'
import type { PdfResult } from './types.ts'

/**
 * Undefined if the source is damaged, which the notes say, or if no page is on it. `own` can then be written without
 * it.
 */
export function annotate(source: OpenSource, own: OwnPages): PdfResult | undefined {
  const { document } = source
  const before = own.notes.length
  const isWrittenOn = own.pages.some(isDrawnOn)
  own.notes.push(...source.notes.filter((note) => isWrittenOn || !isAboutInk(note)))
  try {
    own.settle()
    const order = own.pages.map((page) => sourcePageOf(page, source, own))
    if (order.every((index) => index === null)) return undefined
    const arranged = arrangePages(document, order)
    const map = document.newGraftMap()
    own.pages.forEach((page, index) => {
      if (order[index] === null) addInserted(document, map, own, page, index)
      else drawOnSource(document, map, own, page, index)
    })
    addLayers(
      document,
      own.groups.map((group) => ({ ...group, object: map.graftObject(group.object) })),
    )
    const tagged = own.pages.flatMap((page, index) => (page.tags.length > 0 ? [bookmarkOf(page, index)] : []))
    addBookmarks(document, tagged)
    describe(document, own.options, own.pages)
    return save(source, own, arranged)
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error
    own.notes.length = before
    own.note('source-broken', 'The PDF or book is damaged; only your notes are included')
    return undefined
  } finally {
    document.destroy()
  }
}

/** Index of the source page below the ink; null if there is none, or if ink can't be placed on it. */
function sourcePageOf(page: OwnPage, source: OpenSource, own: OwnPages): number | null {
  const index = source.pageOf(page)
  const missing = (what: string) => {
    own.note('source-page-missing', `The page of the PDF or book ${what}; only your notes are included`, page.number)
    return null
  }
  if (index === null) return page.sourcePage === null ? null : missing('is missing')
  return isDrawnOn(page) && !hasUsableSize(source.document, index) ? missing('has no usable size') : index
}

const isDrawnOn = ({ form, facts }: OwnPage) => !form.isEmpty || (facts?.highlights.length ?? 0) > 0

// In points. PDF requires at least 3; no sheet of paper is 70 m long.
const minSide = 3
const maxSourceSide = 200_000

function hasUsableSize(document: PDFDocument, index: number): boolean {
  const page = document.loadPage(index)
  const [left, top, right, bottom] = page.getBounds()
  page.destroy()
  const box = document.findPage(index).getInheritable('MediaBox')
  const stated = (low: number) => Math.abs(box.get(low + 2).asNumber() - box.get(low).asNumber())
  const sides = [right - left, bottom - top, ...(box.isArray() ? [stated(0), stated(1)] : [])]
  return sides.every((side) => side >= minSide && side <= maxSourceSide)
}

function save({ document, kind }: OpenSource, own: OwnPages, arranged: 'kept' | 'rearranged'): PdfResult {
  const { notes } = own
  if (kind === 'pdf' && arranged === 'kept' && document.canBeSavedIncrementally())
    return { bytes: savedBytes(document, 'incremental,compress'), saved: 'incremental', notes }
  if (kind === 'pdf') own.note('source-rewritten', rewritingReason(arranged))
  return { bytes: savedBytes(document, 'compress,garbage=compact'), saved: 'rewritten', notes }
}

function rewritingReason(arranged: 'kept' | 'rearranged'): string {
  return arranged === 'rearranged'
    ? 'The PDF was rebuilt, because some of its pages are left out or in a different order'
    : 'The PDF was rebuilt, because it was damaged'
}

/** Inserts a page of the notebook that is on no page of the source. */
function addInserted(document: PDFDocument, map: PDFGraftMap, own: OwnPages, page: OwnPage, index: number): void {
  const { number, paper, form, facts } = page
  document.insertPage(index, addOwnPage(document, paper, map.graftObject(form.object)))
  if (facts) addHighlights(document, index, facts, paper.unitsToUser, graftedGroups(map, page))
  if (paper.scaledDown)
    own.note('page-scaled-down', 'The page is longer than a PDF page can be and was scaled down', number)
}

function drawOnSource(document: PDFDocument, map: PDFGraftMap, own: OwnPages, page: OwnPage, index: number): void {
  const object = document.findPage(index)
  if (page.facts?.source_visible === false) leaveOutSource(object)
  if (!isDrawnOn(page)) return
  const { unitsToUser, room } = placeOf(document, index, page)
  if (room) enlarge(document, object, room)
  if (!page.form.isEmpty) drawOver(document, object, map.graftObject(page.form.object), unitsToUser)
  if (page.facts) addHighlights(document, index, page.facts, unitsToUser, graftedGroups(map, page))
  if (room?.cut)
    own.note(
      'ink-beyond-page',
      'Some handwriting is outside the largest possible PDF page and was cut off',
      page.number,
    )
}

/**
 * Removes the content and keeps the size, so that the ink keeps its place. An incremental file still has the content in
 * its earlier revision.
 */
function leaveOutSource(page: PDFObject): void {
  for (const key of ['Contents', 'Annots', 'Group', 'Thumb']) page.delete(key)
}

function graftedGroups(map: PDFGraftMap, page: OwnPage) {
  return page.form.groups.map((group) => ({ ...group, object: map.graftObject(group.object) }))
}

/**
 * Brings the source's pages into the notebook's order and returns whether that differs from the source's own. `order`
 * has a source page's index, or null for a page that is inserted later. A source page that appears again is copied to a
 * page of its own.
 */
function arrangePages(document: PDFDocument, order: (number | null)[]): 'kept' | 'rearranged' {
  const first = [...new Set(order.filter((index) => index !== null))]
  const isWhole = first.length === document.countPages() && first.every((index, position) => index === position)
  if (!isWhole) document.rearrangePages(first)
  const objects = new Map(first.map((index, position) => [index, document.findPage(position)]))
  const placed = new Set<number>()
  let position = 0
  for (const index of order) {
    if (index === null) continue
    const object = objects.get(index)
    if (placed.has(index) && object) document.insertPage(position, copyOfPage(document, object))
    placed.add(index)
    position++
  }
  return isWhole ? 'kept' : 'rearranged'
}

const inheritable = ['Resources', 'MediaBox', 'CropBox', 'Rotate']

/** Without its annotations: an annotation belongs to a single page. */
function copyOfPage(document: PDFDocument, page: PDFObject): PDFObject {
  const copy = document.newDictionary()
  const own = new Set<string>()
  page.forEach((value, key) => {
    if (key === 'Parent' || key === 'Annots' || key === 'StructParents' || key === 'B') return
    own.add(String(key))
    copy.put(key, value)
  })
  for (const key of inheritable) {
    const value = page.getInheritable(key)
    if (!own.has(key) && !value.isNull()) copy.put(key, value)
  }
  return document.addObject(copy)
}

interface Room {
  /** The area that the page showed and the one that it will show, in the page's own space. */
  shown: UnitRect
  area: UnitRect
  /** Some ink is beyond the largest possible page. */
  cut: boolean
}

/** Where a page's ink goes, and the room that it needs if it leaves the page. */
function placeOf(document: PDFDocument, index: number, { facts, form }: OwnPage): { unitsToUser: Matrix; room?: Room } {
  const page = document.loadPage(index)
  const [left, top, right, bottom] = page.getBounds()
  const toUser = invert(page.getTransform() as Matrix)
  page.destroy()
  const shown = { x: left, y: top, width: right - left, height: bottom - top }
  const toShown = placeOnSource(facts ?? { frame: 'top_center' }, shown.width, shown.height)
  const unitsToUser = concat(toShown, toUser)
  const written = [facts?.ink, form.typed].filter((part) => part != null)
  const grown = grownTo(
    shown,
    written.map((part) => transformed(toShown, part)),
  )
  if (!grown) return { unitsToUser }
  const [from, to] = [transformed(toUser, shown), transformed(toUser, grown.area)]
  return { unitsToUser, room: { shown: from, area: to, cut: grown.cut } }
}

/**
 * The tablet states how far the margins were extended, but they may be empty; a page grows only as far as there is
 * content.
 */
function grownTo(shown: UnitRect, written: UnitRect[]): { area: UnitRect; cut: boolean } | undefined {
  const wanted = written.reduce(union, shown)
  const slack = 1
  if (wanted.width <= shown.width + slack && wanted.height <= shown.height + slack) return undefined
  const sideLimit = (side: number) => Math.max(side, maxSide)
  const limits = {
    x: shown.x - (sideLimit(shown.width) - shown.width),
    y: shown.y - (sideLimit(shown.height) - shown.height),
    right: shown.x + sideLimit(shown.width),
    bottom: shown.y + sideLimit(shown.height),
  }
  const x = Math.max(wanted.x, limits.x)
  const y = Math.max(wanted.y, limits.y)
  const right = Math.min(wanted.x + wanted.width, limits.right, x + sideLimit(shown.width))
  const bottom = Math.min(wanted.y + wanted.height, limits.bottom, y + sideLimit(shown.height))
  const area = { x, y, width: right - x, height: bottom - y }
  return { area, cut: area.width < wanted.width || area.height < wanted.height }
}

/** Content that the source's own crop hid stays hidden. */
function enlarge(document: PDFDocument, page: PDFObject, { shown, area }: Room): void {
  const box = [area.x, area.y, area.x + area.width, area.y + area.height]
  for (const key of ['MediaBox', 'CropBox']) page.put(key, box)
  for (const key of ['TrimBox', 'BleedBox', 'ArtBox']) page.delete(key)
  const rectangle = [shown.x, shown.y, shown.width, shown.height].map((value) => Number(value.toFixed(4))).join(' ')
  wrapContents(document, page, `q ${rectangle} re W n q\n`, '\nQ Q\n')
}

/** Draws the form on top of the page, unaffected by the graphics state that the page's own content leaves. */
function drawOver(document: PDFDocument, page: PDFObject, form: PDFObject, unitsToUser: Matrix): void {
  const resources = copyOf(document, page.getInheritable('Resources'))
  const forms = copyOf(document, resources.get('XObject'))
  let name = 'Ink'
  for (let again = 2; !forms.get(name).isNull(); again++) name = `Ink${again}`
  forms.put(name, form)
  resources.put('XObject', forms)
  page.put('Resources', resources)
  wrapContents(document, page, 'q\n', `\nQ\nq ${placing(unitsToUser)} cm /${name} Do Q\n`)
}

/** The original may be shared with other pages, which would then show the ink too. */
function copyOf(document: PDFDocument, dictionary: PDFObject): PDFObject {
  const copy = document.newDictionary()
  if (dictionary.isDictionary()) dictionary.forEach((value, key) => void copy.put(key, value))
  return copy
}

function wrapContents(document: PDFDocument, page: PDFObject, before: string, after: string): void {
  const contents = document.newArray()
  contents.push(document.addStream(before, {}))
  const old = page.get('Contents')
  if (old.isArray()) old.forEach((part) => void contents.push(part))
  else if (old.isStream()) contents.push(old)
  contents.push(document.addStream(after, {}))
  page.put('Contents', contents)
}
