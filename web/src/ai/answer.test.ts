// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { BadAnswer, readAnswer } from './answer.ts'

const page = {
  pictures: [
    { png: new Uint8Array(), rect: { x: -700, y: 100, width: 1404, height: 1000 } },
    { png: new Uint8Array(), rect: { x: -700, y: 1100, width: 1404, height: 500 } },
  ],
}

const line = { text: 'Friday', confidence: 0.9, image: 1, top: 0.1, bottom: 0.2 }
const entry = { page: 1, language: 'en', markdown: '# Friday', lines: [line] }
const answer = (more: object = {}) => JSON.stringify({ pages: [{ ...entry, ...more }] })
const lines = (...given: object[]) =>
  readAnswer(answer({ lines: given.map((each) => ({ ...line, ...each })) }), page).lines

it('reads the text, and where its lines are on the page', () => {
  expect(readAnswer(answer(), page)).toEqual({
    language: 'en',
    markdown: '# Friday',
    lines: [{ text: 'Friday', confidence: 0.9, top: 200, bottom: 300 }],
  })
  expect(lines({ image: 2, top: 0, bottom: 1 })).toMatchObject([{ top: 1100, bottom: 1600 }])
})

it('brings numbers into their range', () => {
  expect(lines({ confidence: 7, image: 9, top: 2, bottom: -1 })).toEqual([
    { text: 'Friday', confidence: 1, top: 1100, bottom: 1600 },
  ])
})

it('leaves out what steers a terminal, and lines without words', () => {
  expect(lines({ text: 'a\u001b[31mb\nc\u007f' }, { text: ' \t' })).toMatchObject([{ text: 'a[31mb c' }])
  expect(readAnswer(answer({ markdown: 'a\tb\nc\u0000', language: 'und' }), page)).toMatchObject({
    markdown: 'a\tb\nc',
    language: '',
  })
})

it.each([
  ['no JSON', 'I see a page'],
  ['no object', '[]'],
  ['no pages', '{"pages":{}}'],
  ['another page', JSON.stringify({ pages: [{ ...entry, page: 2 }] })],
  ['the page twice', JSON.stringify({ pages: [entry, entry] })],
  ['a text that is none', answer({ markdown: 7 })],
  ['a line that is none', answer({ lines: ['Friday'] })],
  ['a number that is none', answer({ lines: [{ ...line, top: '0.1' }] })],
  ['far too long a text', answer({ markdown: 'é'.repeat(200_001) })],
  ['far too many lines', answer({ lines: Array.from({ length: 5001 }, () => line) })],
])('refuses %s', (_, text) => {
  expect(() => readAnswer(text, page)).toThrow(BadAnswer)
})

const box = { left: 0.1, top: 0.2, right: 0.6, bottom: 0.7 }
const withDrawings = (drawings: unknown) =>
  readAnswer(
    JSON.stringify({ pages: [{ page: 1, language: 'en', markdown: '![](drawing:1)', lines: [], drawings }] }),
    page,
  )

it('drawings come with their boxes', () => {
  const { drawings, drawingsLeftOut } = withDrawings([{ caption: 'A\nboat', image: 1, ...box }])
  expect(drawings).toEqual([{ caption: 'A boat', picture: 0, box }])
  expect(drawingsLeftOut).toBe(0)
})

it.each([
  { ...box, image: 1, left: 1.1, right: 2 },
  { ...box, image: 1, left: 0.5, right: 0.5 },
  { ...box, image: 1, left: 'NaN' },
  { ...box, image: 1, left: null },
  { ...box, image: 9 },
  { ...box, image: 0 },
  { caption: '' },
  7,
  null,
])('a drawing that is nowhere on the page is left out: %j', (drawing) => {
  expect(withDrawings([drawing]).drawings).toEqual([null])
})

it('no more than twenty drawings are taken, and whatever is said of them, the page is read', () => {
  const many = withDrawings(Array.from({ length: 300 }, () => ({ caption: '', image: 1, ...box })))
  expect([many.drawings?.length, many.drawingsLeftOut]).toEqual([20, 280])
  for (const odd of [null, 7, 'none', {}, []]) expect(withDrawings(odd)).not.toHaveProperty('drawings')
})
