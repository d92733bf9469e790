// SPDX-License-Identifier: AGPL-3.0-or-later
// Highlights whose text is broken get the words that are printed there.
import { expect, test } from 'vitest'
import type { MarkedSheet } from '../../shared/src/workshop/index.ts'
import { repairHighlights } from '../../shared/src/workshop/worker/repairs.ts'
import { type BookOfCases, brokenHighlights, type Case } from './broken-highlights.ts'
import { longPdf, sourcePdf } from './fixtures.ts'
import { PdfFile } from './tools.ts'

interface Outcome extends Case {
  given: string
  found: string | null
  confidence: number
}

/** Neither whole sentences nor wrong words: the marked words, but for one at each end, and what is beside them. */
function isWrong({ found, right, marked, around }: Outcome): boolean {
  if (found === null || found === right) return false
  const inner = marked.split(' ').slice(1, -1).join(' ')
  return marked === '' || !found.includes(inner) || !around.includes(found)
}

const blobOf = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>])

async function outcomesOf({ source, sourceKind, book, pageCount, cases }: BookOfCases): Promise<Outcome[]> {
  const { repairs } = await repairHighlights({
    ...{ source: blobOf(source), sourceKind, book: book && blobOf(book), pageCount },
    pages: cases.map(({ sheet }) => sheet),
  })
  return cases.map((each, nth) => {
    const repair = repairs[nth]?.[0] ?? null
    const given = each.sheet.marks[0]?.original_text ?? ''
    return { ...each, given, found: repair?.text ?? null, confidence: repair?.confidence ?? 0 }
  })
}

test('of 300 broken highlights at least 90 % are repaired, and less than 1 % wrongly', async () => {
  const outcomes: Outcome[] = []
  for (const book of await brokenHighlights(20_261_130)) outcomes.push(...(await outcomesOf(book)))
  const broken = outcomes.filter(({ right }) => right !== null)
  const repaired = broken.filter(({ found, right }) => found === right)
  const wrong = outcomes.filter(isWrong)
  const share = (some: unknown[], all: unknown[]) => `${((100 * some.length) / all.length).toFixed(1)} %`
  console.info(
    `${broken.length} broken highlights: ${share(repaired, broken)} repaired; ` +
      `of ${outcomes.length}, with whole ones and strange ones, ${share(wrong, outcomes)} wrong`,
  )
  expect(broken).toHaveLength(300)
  expect(repaired.length / broken.length).toBeGreaterThanOrEqual(0.9)
  expect(wrong.length / outcomes.length).toBeLessThan(0.01)
})

type Marks = MarkedSheet['marks']

/** On the first page of a PDF; null where nothing was found. */
async function repaired(source: Uint8Array, marks: Marks, more: Partial<MarkedSheet> = {}): Promise<(string | null)[]> {
  const pages: MarkedSheet[] = [{ number: 1, sourcePage: 0, frame: 'top_center', marks, ...more }]
  const { repairs } = await repairHighlights({
    ...{ source: blobOf(source), sourceKind: 'pdf', book: null, pageCount: 1, pages },
  })
  return repairs[0]?.map((repair) => repair?.text ?? null) ?? []
}

const unitsPerPoint = 227 / 72
/** A rectangle in points from the upper left corner of an A4 page. */
const at = (x: number, y: number, width: number, height = 14): Marks[number]['rects'][number] => ({
  ...{ x: (x - 595 / 2) * unitsPerPoint, y: y * unitsPerPoint },
  ...{ width: width * unitsPerPoint, height: height * unitsPerPoint },
})
const words = 'The efficient office confirms a specific finding.'
const content = `BT /F1 12 Tf 1 0 0 1 100 700 Tm (${words}) Tj ET`
const broken = { original_text: 'The e cient o ce con rms a speci c nding.', rects: [at(100, 131, 268)] }

test('a text that lost its ligatures is found by its place, and without a place by what is left of it', async () => {
  const source = sourcePdf([{}, {}, { content }])
  expect(await repaired(source, [broken], { sourcePage: 2 })).toEqual([words])
  // The tablet counts pages otherwise.
  for (const sourcePage of [0, 1, 2])
    expect(await repaired(source, [{ ...broken, rects: [] }], { sourcePage })).toEqual([words])
  expect(await repaired(sourcePdf([{}, {}, {}, { content }]), [{ ...broken, rects: [] }])).toEqual([null])
})

test('a text as it is printed stays, whatever its line breaks and punctuation', async () => {
  const source = sourcePdf([{ content }])
  for (const text of [words, 'the efficient\noffice confirms', '“office confirms”', 'a specific finding'])
    expect(await repaired(source, [{ original_text: text, rects: [] }])).toEqual([null])
})

test('a lost text over nothing, beside the page or on a page without text stays lost', async () => {
  const lost = (...rects: Marks[number]['rects']) => ({ original_text: '', rects })
  expect(
    await repaired(sourcePdf([{ content }]), [lost(at(100, 400, 200)), lost(at(-5000, 131, 200)), lost()]),
  ).toEqual([null, null, null])
  expect(await repaired(longPdf(1), [lost(at(100, 131, 268)), broken])).toEqual([null, null])
  expect(await repaired(sourcePdf([{ content }]), [broken], { sourcePage: null, frame: null })).toEqual([null])
  expect(await repaired(sourcePdf([{ content }]), [broken], { sourcePage: 70 })).toEqual([null])
})

test('a PDF that can’t be opened repairs nothing', async () => {
  using locked = new PdfFile(sourcePdf([{ content }]))
  for (const source of [new Uint8Array(), new TextEncoder().encode('%PDF-1.7 no PDF'), locked.encrypted('secret')])
    expect(await repaired(source, [broken])).toEqual([null])
})

test('of a thousand marks on a page each gets its answer', async () => {
  const marks = Array.from({ length: 1000 }, (_, nth) => (nth % 2 === 0 ? broken : { ...broken, original_text: words }))
  const answers = await repaired(sourcePdf([{ content }]), marks)
  expect(answers).toEqual(marks.map((mark) => (mark === broken ? words : null)))
})
