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
