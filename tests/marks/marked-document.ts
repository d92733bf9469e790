// SPDX-License-Identifier: AGPL-3.0-or-later
// A PDF with marks on its pages, and what was meant by each. Beside the marks lies what isn't one: notes in the margin,
// crossed-out words, ticks.
import * as mupdf from 'mupdf'
import { layPages } from '../../shared/src/pdf/own-pages.ts'
import { writeLine } from '../generator/handwriting.ts'
import { fineliner } from '../generator/ink.ts'
import { Random } from '../generator/prng.ts'
import { onePage, type ScenePage, type SceneStroke } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import { Hand, type MarkKind, type TrueMark } from './hand-drawn.ts'
import { Sheet, type SheetLayout } from './printed-sheet.ts'

export interface MarkedPage {
  sheet: Sheet
  marks: TrueMark[]
  scene: ScenePage
  /** The page's `.rm` file. */
  ink: Uint8Array
}

export interface MarkedDocument {
  pdf: Uint8Array
  pages: MarkedPage[]
}

const kinds: MarkKind[] = [
  ...(['underline', 'underline', 'underline', 'underline', 'highlighter', 'highlighter', 'highlighter'] as const),
  ...(['circle', 'circle', 'margin_bar', 'margin_bar', 'arrow'] as const),
]

/** Pages until there are that many marks; the same for the same seed. */
export function markedDocument(count: number, seed: number, marksPerPage = 12): MarkedDocument {
  const random = new Random(seed)
  const document = new mupdf.PDFDocument()
  const sheets: mupdf.PDFObject[] = []
  const pages: MarkedPage[] = []
  for (let left = count; left > 0; ) {
    const sheet = new Sheet(layoutOf(pages.length, random), random)
    sheet.addTo(document, sheets)
    const page = markedPage(sheet, Math.min(left, marksPerPage), random)
    left -= page.marks.length
    pages.push(page)
  }
  layPages(document, sheets)
  return { pdf: document.saveToBuffer('').asUint8Array().slice(), pages }
}

function layoutOf(index: number, random: Random): SheetLayout {
  const columns = random.chance(0.35) ? 2 : 1
  return {
    font: random.pick(['Helvetica', 'Times-Roman', 'Courier'] as const),
    size: columns === 2 ? random.between(8.5, 10) : random.between(9.5, 14),
    leading: random.between(1.15, 1.5),
    columns,
    stored: (['plain', 'plain', 'rotated', 'cropped', 'plain', 'sideways'] as const)[index % 6] ?? 'plain',
  }
}

function markedPage(sheet: Sheet, count: number, random: Random): MarkedPage {
  const hand = new Hand(sheet, random)
  const marks: TrueMark[] = []
  const others: SceneStroke[] = []
  // Marks have lines of their own, so that what each means is certain.
  const free = linesApart(sheet, random)
  for (let nth = 0; nth < count && free.length > 0; nth++) {
    const lines = free.pop() ?? []
    const kind = random.pick(kinds)
    const range = wordsFor(kind, lines, sheet, random)
    marks.push(hand.mark(kind, ...range))
  }
  for (const lines of free.slice(0, 2)) {
    const line = sheet.lines[lines[0] ?? 0]
    if (line) others.push(...hand.crossedOut(line.first, line.end))
  }
  for (let nth = random.integer(3); nth > 0; nth--)
    others.push(...hand.sign(random.between(18, 40), random.between(80, 700)))
  others.push(...notes(sheet, random))
  const strokes = [...marks.flatMap((mark) => mark.strokes), ...others]
  const scene = onePage(strokes)
  return { sheet, marks, scene, ink: writeV6(scene) }
}

/** Groups of one to four successive lines with a free line around each, in random order. */
function linesApart(sheet: Sheet, random: Random): number[][] {
  const groups: number[][] = []
  for (let at = 0; at < sheet.lines.length; ) {
    const first = sheet.lines[at]
    const wanted = 1 + random.integer(4)
    const group: number[] = []
    for (let line = at; line < sheet.lines.length && group.length < wanted; line++) {
      const next = sheet.lines[line]
      if (!first || !next || next.column !== first.column || next.heading) break
      group.push(line)
    }
    if (group.length > 0) groups.push(group)
    at += Math.max(1, group.length + 1)
  }
  return random.shuffled(groups)
}

function wordsFor(kind: MarkKind, lines: number[], sheet: Sheet, random: Random): [number, number] {
  const of = (index: number | undefined) => sheet.lines[index ?? 0] ?? { first: 0, end: 1 }
  const [first, last] = [of(lines[0]), of(lines.at(-1))]
  if (kind === 'margin_bar') return [first.first, last.end]
  if (kind === 'arrow') {
    // Only the outer margins have room.
    const line = sheet.lines[lines[0] ?? 0]
    const isOnRight = line?.column === 1 || (sheet.layout.columns === 1 && random.chance(0.3))
    const at = isOnRight ? first.end - 1 : first.first
    return [at, at + 1]
  }
  if (kind === 'circle' || lines.length === 1 || random.chance(0.6)) {
    const words = first.end - first.first
    const length = Math.min(words, 1 + random.integer(kind === 'circle' ? 4 : 8))
    const from = first.first + random.integer(words - length + 1)
    return [from, from + length]
  }
  // From somewhere in the first line to somewhere in the last.
  const from = first.first + random.integer(first.end - first.first)
  return [from, last.first + 1 + random.integer(last.end - last.first)]
}

/** Handwriting below the text and beside it. */
function notes(sheet: Sheet, random: Random): SceneStroke[] {
  if (sheet.layout.stored === 'sideways') return []
  const hand = { pen: fineliner, random, size: random.between(18, 30) }
  const below = sheet.toUnits({ x: random.between(80, 160), y: 842 - random.between(30, 70) })
  const strokes = writeLine(random.pick(['ask Tim about this', 'see page twelve', 'why is it so']), below, hand).strokes
  if (random.chance(0.5)) {
    const beside = sheet.toUnits({ x: random.between(6, 14), y: random.between(100, 760) })
    strokes.push(...writeLine(random.pick(['lit', 'fill', 'till', 'yes']), beside, { ...hand, size: 16 }).strokes)
  }
  return strokes
}
