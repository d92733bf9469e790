// SPDX-License-Identifier: AGPL-3.0-or-later
// Which title and authors a PDF or EPUB states about itself.
import { expect, test } from 'vitest'
import { readSourceBook } from '../../shared/src/pdf/index.ts'
import { epubOf, opened, sourcePdf } from './fixtures.ts'

const nothing = { title: '', authors: [] }

function pdfWith(info: Record<string, string>): Uint8Array {
  const document = opened(sourcePdf([{}]))
  for (const [key, value] of Object.entries(info)) document.setMetaData(key, value)
  return document.saveToBuffer('').asUint8Array().slice()
}

test('a PDF has them in its Info dictionary', async () => {
  const bytes = pdfWith({ 'info:Title': ' On Computable Numbers ', 'info:Author': 'Alan Turing' })
  expect(await readSourceBook({ kind: 'pdf', bytes })).toEqual({
    title: 'On Computable Numbers',
    authors: ['Alan Turing'],
  })
})

test('an EPUB has them in its package', async () => {
  expect(await readSourceBook({ kind: 'epub', bytes: await epubOf(1) })).toEqual({ title: 'Book', authors: [] })
})

test.each([
  ['a PDF without them', () => sourcePdf([{}])],
  ['a PDF that ends too early', () => pdfWith({}).slice(0, 300)],
  ['no PDF', () => new TextEncoder().encode('Dear diary')],
])('%s states nothing', async (_, bytes) => {
  expect(await readSourceBook({ kind: 'pdf', bytes: bytes() })).toEqual(nothing)
})
