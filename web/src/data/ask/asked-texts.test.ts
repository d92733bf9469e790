// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { pageDetail } from '../../testing/server-facts.ts'
import { type AskedText, countFitting, noteFolderOf, textOfDetail } from './asked-texts.ts'

const texts = (count: number, text: string) =>
  Array.from({ length: count }, (_, index): AskedText => ({ id: null, title: '', number: index + 1, text }))

it('of 1,000,000 bytes and 200 pages, all fit; of more, the first', () => {
  expect(countFitting(texts(200, 'x'.repeat(5_000)))).toBe(200)
  expect(countFitting(texts(200, `${'x'.repeat(5_000)}y`))).toBe(199)
  expect(countFitting(texts(201, 'x'))).toBe(200)
  // Bytes, not letters.
  expect(countFitting(texts(3, 'ä'.repeat(250_000)))).toBe(2)
  expect(countFitting(texts(1, 'x'.repeat(1_000_001)))).toBe(0)
  expect(countFitting([])).toBe(0)
})

it('the text of a page is what a person made of it, and what was typed', () => {
  const page = pageDetail('diary', 'first', { ocr_text: 'eqs', document: 'eggs', typed_markdown: '**Typed**' })
  expect(textOfDetail(page)).toBe('eggs\n\n**Typed**')
  expect(textOfDetail({ ...page, document: null, typed_markdown: null, typed_text: '' })).toBe('eqs')
})

it('a note is made in the folder of its notebook, but not in the trash', () => {
  expect([noteFolderOf({ parent: '' }), noteFolderOf({ parent: 'trash' }), noteFolderOf({ parent: 'work' })]).toEqual([
    null,
    null,
    'work',
  ])
})
