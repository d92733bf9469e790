// SPDX-License-Identifier: AGPL-3.0-or-later
// The printed words of a PDF or EPUB, with their places on the page.
import { expect, test } from 'vitest'
import { type PageWords, printedWords, SourceText } from '../../shared/src/pdf/index.ts'
import { epubOf, type SourcePage, sourcePdf } from './fixtures.ts'

async function wordsOf(page: SourcePage): Promise<PageWords> {
  using source = await SourceText.open({ kind: 'pdf', bytes: sourcePdf([page]) })
  const words = source?.words(0)
  if (!words) throw new Error('The page has no words')
  return words
}

const textsOf = ({ words }: PageWords) => words.map(({ text }) => text)

/** The word's place in whole points. */
function placeOf(words: PageWords, text: string): [number, number] {
  const word = words.words.find((each) => each.text === text)
  if (!word) throw new Error(`There is no word "${text}"`)
  return [Math.round(word.rect.x), Math.round(word.rect.y + word.rect.height)]
}

test('words have their places from the upper left corner, in reading order', async () => {
  const words = await wordsOf({})
  expect(textsOf(words)).toEqual(['source', 'page', '1'])
  const [x, bottom] = placeOf(words, 'source')
  expect(x).toBe(100)
  // The baseline is 100 points above the lower edge; letters reach a fifth of their size below it.
  expect(bottom).toBe(Math.round(842 - 100 + 12 / 5))
  expect(words.words.map(({ line, block, size, turn }) => [line, block, size, turn])).toEqual(
    Array(3).fill([0, 0, 12, 0]),
  )
})

test('a cropped page counts from its crop, and knows no words outside of it', async () => {
  const content = 'BT /F1 12 Tf 1 0 0 1 100 700 Tm (outside) Tj ET'
  const words = await wordsOf({ cropBox: [80, 50, 400, 300], content })
  expect(words).toMatchObject({ width: 320, height: 250 })
  expect(textsOf(words)).toEqual(['source', 'page', '1'])
  expect(placeOf(words, 'source')[0]).toBe(20)
})

test('a rotated page has its words where they are shown', async () => {
  const words = await wordsOf({ rotate: 90 })
  expect(words).toMatchObject({ width: 842, height: 595 })
  const { rect } = words.words[0] ?? { rect: { x: 0, y: 0, width: 0, height: 0 } }
  expect(rect.height).toBeGreaterThan(rect.width)
  expect(Math.round(rect.y)).toBe(100)
  expect(words.words[0]?.turn).toBe(1)
})

test('two columns are read one after the other', async () => {
  const rows = [700, 686, 672].flatMap((y, row) => [
    `BT /F1 11 Tf 1 0 0 1 60 ${y} Tm (left ${row} of a column) Tj ET`,
    `BT /F1 11 Tf 1 0 0 1 330 ${y} Tm (right ${row} of a column) Tj ET`,
  ])
  const words = await wordsOf({ content: rows.join('\n') })
  const sides = words.words.filter(({ text }) => text === 'left' || text === 'right')
  expect(new Set(sides.map(({ line }) => line)).size).toBe(6)
})

test('places on the notebook’s page are in page units', async () => {
  const words = await wordsOf({})
  const [first] = printedWords(words, 'top_center')
  const [text, x, , , height, block, line, size, turn, bold] = first ?? []
  expect([text, block, line, turn, bold]).toEqual(['source', 0, 0, 0, 0])
  expect(x).toBeCloseTo(((100 - 595 / 2) * 227) / 72, 0)
  expect(size).toBeCloseTo((12 * 227) / 72, 0)
  expect(height).toBeCloseTo((12 * 227) / 72, 0)
})

test('on a page that older software laid on its side, lines run upwards', async () => {
  const words = await wordsOf({ mediaBox: [0, 0, 842, 595] })
  expect(words.words[0]?.turn).toBe(0)
  expect(printedWords(words, 'top_left')[0]?.[8]).toBe(3)
})

test('a page without text has no words', async () => {
  const words = await wordsOf({ cropBox: [0, 400, 595, 842] })
  expect(words.words).toEqual([])
})

test('an EPUB has words, and a table of contents if its package has one', async () => {
  using source = await SourceText.open({ kind: 'epub', bytes: await epubOf(2) })
  expect(source?.words(0)?.words.map(({ text }) => text)).toEqual(['Chapter', '1', 'Words.'])
  const sizes = source?.words(0)?.words.map(({ size }) => size) ?? []
  expect(sizes[0]).toBeGreaterThan(sizes[2] ?? 0)
})

test('the table of contents names pages', async () => {
  using source = await SourceText.open({ kind: 'pdf', bytes: sourcePdf([{}, {}], ['Methods']) })
  expect(source?.contents()).toEqual([{ title: 'Methods', page: 0 }])
})

test('a missing page has no words, and a damaged file can’t be opened', async () => {
  using source = await SourceText.open({ kind: 'pdf', bytes: sourcePdf([{}]) })
  expect(source?.words(1)).toBeUndefined()
  expect(source?.words(-1)).toBeUndefined()
  const notes: { code: string }[] = []
  expect(await SourceText.open({ kind: 'pdf', bytes: new Uint8Array(10) }, notes as never)).toBeUndefined()
  expect(notes.map(({ code }) => code)).toEqual(['source-not-a-pdf'])
})
