// SPDX-License-Identifier: AGPL-3.0-or-later
// Generates highlights in printed books as a tablet states them, their texts broken in many ways, with the right text.
import type { UnitRect } from '../../shared/src/core/index.ts'
import type { MarkedSheet } from '../../shared/src/workshop/index.ts'
import { Random } from '../generator/prng.ts'
import {
  bookText,
  chapterOf,
  type Language,
  type Layout,
  type Paragraph,
  type Printed,
  printEpub,
  printPdf,
} from './printed-books.ts'

export interface Case {
  /** How the text was broken. */
  kind: string
  sheet: MarkedSheet
  /** null: nothing is to be repaired. */
  right: string | null
  /** The words that were marked, and these with a whole sentence before and after them. */
  marked: string
  around: string
}

export interface BookOfCases {
  name: string
  source: Uint8Array
  sourceKind: 'pdf' | 'epub'
  book: Uint8Array | null
  pageCount: number
  cases: Case[]
}

/** Words of a book, in order. */
interface Word {
  text: string
  sentence: number
  paragraph: number
}

/** The generated words of one highlight. */
interface Marked {
  first: number
  last: number
  pieces: Printed[]
}

type Breaking = (text: string, random: Random) => string

const letters = 'etaoinshrdlu'
const noisy =
  (share: number, change: (letter: string, random: Random) => string): Breaking =>
  (text, random) =>
    [...text]
      .map((letter) => (/\p{L}/u.test(letter) && random.chance(share) ? change(letter, random) : letter))
      .join('')

/** Each is how a text comes out of a tablet or a PDF's fonts. */
const breakings: Record<string, Breaking> = {
  'no text': () => '',
  'lost ligatures': (text) => text.replace(/ffi|ffl|ff|fi|fl/g, ''),
  'private ligatures': (text) => text.replace(/fi|fl|ff/g, '\uE001').replace(/[äöüé]/g, '\uFFFD'),
  'lost spaces': (text) => text.replace(/ /g, ''),
  'some lost spaces': (text, random) => text.replace(/ /g, () => (random.chance(0.4) ? '' : ' ')),
  'added spaces': (text, random) => text.replace(/\B(?=\p{L})/gu, () => (random.chance(0.15) ? ' ' : '')),
  'wrong letters': noisy(0.15, (_, random) => random.pick([...letters])),
  'many wrong letters': noisy(0.25, (_, random) => random.pick([...letters])),
  'missing letters': noisy(0.2, () => ''),
  mojibake: (text) => Buffer.from(text.replace(/e/g, 'é'), 'utf8').toString('latin1'),
  'unreadable characters': noisy(0.15, () => '\uFFFD'),
  'missing words': (text) =>
    text
      .split(' ')
      .filter((_, nth) => nth % 5 !== 2)
      .join(' '),
}

/** Only what lies below the rectangles can help. */
const onlyByPlace: Record<string, Breaking> = {
  gibberish: (text) => text.replace(/\S/g, (letter) => '#$%&*+=<>@'[letter.charCodeAt(0) % 10] ?? '#'),
  'cut off': (text) => text.slice(0, Math.floor(text.length * 0.45)),
}

const unitsPerPoint = 227 / 72

function textOf(words: readonly Word[], first: number, last: number): string {
  return words
    .slice(first, last + 1)
    .map(({ text }) => text)
    .join(' ')
}

/** The sentences of these words, `from` and `to` at most; an end stays if more would be added than was marked. */
function grown(words: readonly Word[], first: number, last: number, from: number, to: number): string {
  let [start, end] = [first, last]
  while (start > from && words[start - 1]?.sentence === words[first]?.sentence) start--
  while (end < to && words[end + 1]?.sentence === words[last]?.sentence) end++
  const room = Math.min(400, textOf(words, first, last).length)
  if (textOf(words, start, first - 1).length > room) start = first
  if (textOf(words, last + 1, end).length > room) end = last
  return textOf(words, start, end)
}

/** What a test needs to judge an answer. */
function truthOf(words: readonly Word[], first: number, last: number, from: number, to: number) {
  const sentence = (at: number) => words[at]?.sentence ?? 0
  const isNear = ({ sentence: its }: Word) => its >= sentence(first) - 1 && its <= sentence(last) + 1
  return {
    right: grown(words, first, last, from, to),
    marked: textOf(words, first, last),
    around: words
      .filter(isNear)
      .map(({ text }) => text)
      .join(' '),
  }
}

const nothing = { right: null, marked: '', around: '' }

function wordsOf(book: readonly Paragraph[]): Word[] {
  let sentence = -1
  return book.flatMap((sentences, paragraph) =>
    sentences.flatMap((words) => {
      sentence++
      return words.map((text) => ({ text, sentence, paragraph }))
    }),
  )
}

/** Words next to each other on one page. */
function markIn(printed: readonly Printed[], random: Random, count: number): Marked {
  for (;;) {
    const start = random.integer(printed.length - count)
    const pieces = printed.slice(start, start + count)
    const [first, last] = [pieces[0] as Printed, pieces.at(-1) as Printed]
    const isSplit = printed[start - 1]?.isBroken || last.isBroken
    if (!isSplit && pieces.every(({ page }) => page === first.page))
      return { first: first.word, last: last.word, pieces }
  }
}

/** Pieces next to each other with the same key. */
function groupsOf(pieces: readonly Printed[], keyOf: (piece: Printed) => number): Printed[][] {
  const groups = new Map<number, Printed[]>()
  for (const piece of pieces) groups.set(keyOf(piece), [...(groups.get(keyOf(piece)) ?? []), piece])
  return [...groups.values()]
}

/** One for each line, a little larger than its words. */
function rectsOf(pieces: readonly Printed[], width: number, random: Random): UnitRect[] {
  return groupsOf(pieces, ({ line }) => line).map((line) => {
    const left = Math.min(...line.map(({ rect }) => rect.x))
    const right = Math.max(...line.map(({ rect }) => rect.x + rect.width))
    const { y, height } = (line[0] as Printed).rect
    return {
      x: (left - width / 2) * unitsPerPoint - random.between(0, 3),
      y: y * unitsPerPoint - random.between(0, 2),
      width: (right - left) * unitsPerPoint + random.between(0, 6),
      height: height * unitsPerPoint + random.between(0, 4),
    }
  })
}

/** `count` broken highlights, then a quarter as many that are whole, and some whose text is not in the book. */
function pdfCases(
  book: readonly Paragraph[],
  { printed, pages, width }: ReturnType<typeof printPdf>,
  random: Random,
  count: number,
  isWithBook: boolean,
): Case[] {
  const words = wordsOf(book)
  const stranger = wordsOf(bookText(new Random(random.integer(1e9)), 'other', 20))
  const onPage = groupsOf(printed, ({ page }) => page)
  const sheetOf = (page: number, original_text: string, rects: UnitRect[]): MarkedSheet => ({
    ...{ number: page + 1, sourcePage: page, frame: 'top_center', marks: [{ original_text, rects }] },
  })
  const truth = ({ first, last, pieces }: Marked) => {
    const all = onPage[pieces[0]?.page ?? 0] ?? []
    const [from, to] = isWithBook ? [0, words.length - 1] : [all[0]?.word ?? 0, all.at(-1)?.word ?? 0]
    return truthOf(words, first, last, from, to)
  }
  const broken = Array.from({ length: count }, (): Case => {
    const hasRects = random.chance(0.75)
    const known = hasRects ? { ...breakings, ...onlyByPlace } : breakings
    const kind = random.pick(Object.keys(known).filter((name) => hasRects || name !== 'no text'))
    const mark = markIn(
      printed,
      random,
      hasRects && random.chance(0.2) ? 2 + random.integer(4) : 6 + random.integer(40),
    )
    const page = mark.pieces[0]?.page ?? 0
    const text = textOf(words, mark.first, mark.last)
    const changed = known[kind]?.(text, random) ?? ''
    // Where nothing was there to be broken, all is.
    const original = changed === text ? '' : changed
    if (hasRects || original === '')
      return { kind, sheet: sheetOf(page, original, rectsOf(mark.pieces, width, random)), ...truth(mark) }
    const stated = Math.min(pages - 1, Math.max(0, page + random.integer(5) - 2))
    return { kind: `${kind}, no place`, sheet: sheetOf(stated, original, []), ...truth(mark) }
  })
  const whole = Array.from({ length: Math.ceil(count / 4) }, (): Case => {
    const mark = markIn(printed, random, 3 + random.integer(30))
    const text = textOf(words, mark.first, mark.last).replace(/ /g, () => (random.chance(0.1) ? '\n' : ' '))
    const rects = rectsOf(mark.pieces, width, random)
    return { kind: 'whole', sheet: sheetOf(mark.pieces[0]?.page ?? 0, text, rects), ...nothing }
  })
  const strange = Array.from({ length: Math.ceil(count / 6) }, (): Case => {
    const start = random.integer(stranger.length - 30)
    const text = noisy(0.1, () => 'x')(textOf(stranger, start, start + 4 + random.integer(20)), random)
    return { kind: 'of another book', sheet: sheetOf(random.integer(pages), text, []), ...nothing }
  })
  return [...broken, ...whole, ...strange]
}

/** Within one chapter of the EPUB, because a heading would be part of what is marked. */
function rangeInChapter(words: readonly Word[], random: Random): [number, number] {
  for (;;) {
    const first = random.integer(words.length - 50)
    const last = first + 6 + random.integer(40)
    const [start, end] = [words[first], words[last]].map((word) => chapterOf(word?.paragraph ?? 0))
    if (start === end) return [first, last]
  }
}

function epubCases(book: readonly Paragraph[], random: Random, count: number, pageCount: number): Case[] {
  const words = wordsOf(book)
  return Array.from({ length: count }, (): Case => {
    const kind = random.pick(Object.keys(breakings).filter((name) => name !== 'no text'))
    const [first, last] = rangeInChapter(words, random)
    const text = textOf(words, first, last)
    const changed = breakings[kind]?.(text, random) ?? ''
    const original = changed === text ? text.replace(/ /g, '') : changed
    const page = Math.floor((first / words.length + random.between(-0.04, 0.04)) * pageCount)
    const stated = Math.min(pageCount - 1, Math.max(0, page))
    const sheet: MarkedSheet = {
      ...{ number: stated + 1, sourcePage: stated, frame: 'top_center' },
      // Places on the tablet's own pages, which have other words there.
      marks: [{ original_text: original, rects: [{ x: -400, y: 300, width: 700, height: 40 }] }],
    }
    return { kind: `${kind}, EPUB`, sheet, ...truthOf(words, first, last, 0, words.length - 1) }
  })
}

const layouts: (Layout & { language: Language })[] = [
  { columns: 1, size: 11, crop: 0, rotated: false, language: 'en' },
  { columns: 2, size: 10, crop: 0, rotated: false, language: 'en' },
  { columns: 1, size: 12, crop: 30, rotated: false, language: 'de' },
  { columns: 2, size: 9, crop: 0, rotated: true, language: 'fr' },
  { columns: 1, size: 10, crop: 20, rotated: true, language: 'en' },
  { columns: 2, size: 11, crop: 0, rotated: false, language: 'de' },
]

/** 300 broken highlights, and others that must stay as they are. */
export async function brokenHighlights(seed: number): Promise<BookOfCases[]> {
  const random = new Random(seed)
  const books: BookOfCases[] = []
  for (const layout of layouts) {
    const text = bookText(random, layout.language, 60)
    const pdf = printPdf(text, layout)
    const isWithBook = books.length >= 4
    const cases = pdfCases(text, pdf, random, 40, isWithBook)
    const name = `${layout.language}, ${layout.columns} columns${layout.rotated ? ', rotated' : ''}`
    const book = isWithBook ? await printEpub(text) : null
    books.push({ name, source: pdf.bytes, sourceKind: 'pdf', book, pageCount: pdf.pages, cases })
  }
  for (const language of ['en', 'de', 'fr'] as const) {
    const text = bookText(random, language, 80)
    const cases = epubCases(text, random, 20, 60)
    books.push({
      ...{ name: `${language}, EPUB`, source: await printEpub(text), sourceKind: 'epub', book: null, pageCount: 60 },
      cases,
    })
  }
  return books
}
