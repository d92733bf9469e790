// SPDX-License-Identifier: AGPL-3.0-or-later
// How many pages a file says it has, and what is said of files that say nothing.
import { describe, expect, test } from 'vitest'
import { countSourcePages } from '../../shared/src/pdf/index.ts'
import { circularPdf, deepPdf, epubOf, longPdf, opened, rawPdf, sourcePdf } from './fixtures.ts'

const pdf = (bytes: Uint8Array) => countSourcePages({ kind: 'pdf', bytes })
const epub = (bytes: Uint8Array) => countSourcePages({ kind: 'epub', bytes })
const text = (words: string) => new TextEncoder().encode(words)

const locked = () =>
  opened(sourcePdf([{}]))
    .saveToBuffer('encrypt=aes-256,user-password=secret')
    .asUint8Array()
    .slice()

const boasting = rawPdf([
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Count 2000000000/Kids[3 0 R]>>',
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>',
])

describe('the pages are counted', () => {
  test('of a PDF', async () => {
    expect(await pdf(sourcePdf([{}, {}, {}]))).toEqual({ pages: 3 })
  })

  test('of a book as it is laid out here', async () => {
    expect(await epub(await epubOf(4))).toEqual({ pages: 4 })
  })

  test('of a PDF that ends too early, as far as it goes', async () => {
    const whole = sourcePdf([{}, {}])
    expect(await pdf(whole.slice(0, -30))).toEqual({ pages: 2 })
  })

  test('of a PDF of ten thousand pages', async () => {
    expect(await pdf(longPdf(10_000))).toEqual({ pages: 10_000 })
  })
})

describe('there is a sentence in place of pages', () => {
  test('for a PDF with a password', async () => {
    const detail = 'The file is password-protected'
    expect(await pdf(locked())).toEqual({ pages: 0, problem: { code: 'encrypted-source', detail } })
  })

  test('for a PDF of more pages than anybody writes on', async () => {
    const detail = 'The file has more than 20000 pages'
    expect(await pdf(longPdf(20_001))).toEqual({ pages: 0, problem: { code: 'too-many-pages', detail } })
  })

  test.each([
    ['something else', text('this is something else'), "The file isn't a PDF"],
    ['nothing', new Uint8Array(), "The file isn't a PDF"],
    ['a beginning alone', text('%PDF-1.7\n1 0 obj\n<<'), 'The file is damaged'],
    ['no pages', rawPdf(['<</Type/Catalog>>']), 'The file is damaged'],
    ['one page that states two billion', boasting, 'The file is damaged'],
  ])('for a PDF that is %s', async (_, bytes, detail) => {
    expect(await pdf(bytes)).toEqual({ pages: 0, problem: { code: 'corrupt', detail } })
  })

  test.each([
    ['something else', text('this is something else')],
    ['an archive of something else', text('PK\u0003\u0004')],
  ])('for a book that is %s', async (_, bytes) => {
    const detail = 'The file is damaged or not an EPUB'
    expect(await epub(bytes)).toEqual({ pages: 0, problem: { code: 'corrupt', detail } })
  })
})

test.each([
  ['goes round in circles', circularPdf()],
  ['is ten thousand nodes deep', deepPdf(10_000)],
])('a tree of pages that %s ends', async (_, bytes) => {
  expect((await pdf(bytes)).pages).toBeLessThanOrEqual(2)
})
