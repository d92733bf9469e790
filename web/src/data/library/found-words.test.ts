// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { plainSnippet, snippetOf, wantedWords, wordsIn } from './found-words.ts'

const marked = (text: string, question: string) => {
  const { text: piece, ranges } = snippetOf(text, wantedWords(question))
  return ranges.map(({ start, end }) => piece.slice(start, end))
}

it('case, accents and the way they are written do not matter', () => {
  expect(marked('Das Café, das CAFE\u0301 und das cafe', 'cafè')).toEqual(['Café', 'CAFE\u0301', 'cafe'])
  expect(marked('Straße 𝒜 İstanbul', 'istanbul')).toEqual(['İstanbul'])
})

it('all words must be there, quoted ones beside each other', () => {
  expect(wantedWords(' ink "blue  ink" INK ""')).toEqual(['ink', 'blue ink'])
  expect(wordsIn('the blue\nink', wantedWords('"blue ink" pen'))).toEqual(['blue ink'])
})

it('a long text is cut between words, and its ranges stand where its words do', () => {
  const text = `${'before '.repeat(40)}the ferry ${'behind '.repeat(40)}`
  const { text: piece, ranges } = snippetOf(text, ['ferry'])
  expect(piece).toMatch(/^…before .*the ferry behind .*…$/)
  expect(piece.length).toBeLessThan(180)
  expect(ranges.map(({ start, end }) => piece.slice(start, end))).toEqual(['ferry'])
})

it('a long text without blanks is cut between letters and their marks', () => {
  const family = '👨‍👩‍👧‍👦'
  const text = `${family.repeat(20)}東京${'e\u0301\u0302'.repeat(60)}`
  const { text: piece, ranges } = snippetOf(text, ['東京'])
  const letters = [...new Intl.Segmenter().segment(piece)].map(({ segment }) => segment)
  expect(new Set(letters)).toEqual(new Set(['…', family, '東', '京', 'e\u0301\u0302']))
  expect(ranges.map(({ start, end }) => piece.slice(start, end))).toEqual(['東京'])
})

it('ranges do not overlap, and letters of HTML are letters', () => {
  expect(marked('<b>keyboards</b>', 'key keyboard <b>')).toEqual(['<b>keyboard'])
})

it('marks of Markdown are not shown, and ranges stay with their words', () => {
  const text = '# To Ada\n\n- [ ] Feed the heron\n- [x] **Post** this\n| --- | :-- |\na - b <i>heron</i>\n'
  const start = text.indexOf('heron')
  const last = text.lastIndexOf('heron')
  const ranges = [start, last].map((at) => ({ start: at, end: at + 5 }))
  const plain = plainSnippet({ text, ranges })
  expect(plain.text).toBe('To Ada · Feed the heron · Post this · a - b <i>heron</i>')
  expect(plain.ranges.map((range) => plain.text.slice(range.start, range.end))).toEqual(['heron', 'heron'])
})

it('of an attachment in a piece of text the name is left, also where the piece ends in its id', () => {
  const text = 'See ![heron.png](attachment:01931f3c-8f00-7000-8000-000000000401) and [a](attachment:01931f3c'
  const start = text.indexOf('heron')
  const plain = plainSnippet({ text, ranges: [{ start, end: start + 5 }] })
  expect(plain.text).toBe('See heron.png and a')
  expect(plain.ranges.map((range) => plain.text.slice(range.start, range.end))).toEqual(['heron'])
})
