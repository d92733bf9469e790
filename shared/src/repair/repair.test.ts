// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, test } from 'vitest'
import { hasLostCharacters, isLegible } from './legible.ts'
import { compoundsIn, type PrintedWord, passagesOf, readable } from './passages.ts'
import { grownToSentence } from './sentences.ts'

/** Lines of words, ten units each; an empty line begins a paragraph. */
function page(...lines: string[]): PrintedWord[] {
  let block = 0
  return lines.flatMap((text, line) => {
    if (text === '') block++
    return text
      .split(' ')
      .filter(Boolean)
      .map((word, nth) => ({
        ...{ text: word, block, line, size: 12 },
        rect: { x: 10 * nth, y: 14 * line, width: 8, height: 12 },
      }))
  })
}

function grown(lines: string[], from: string, to = from): string {
  const passages = passagesOf(page(...lines))
  const position = (word: string) => passages.units.findIndex(({ text }) => text === word)
  const isCompound = compoundsIn(passages, '')
  const range = grownToSentence(passages.units, { first: position(from), last: position(to) }, isCompound)
  return readable(passages.units, range, isCompound)
}

describe('gibberish', () => {
  test.each([
    ['too short', 'To be or no'],
    ['two words', 'Donaudampfschifffahrt gesellschaft'],
    ['numbers', '1 2 3 4 5 6 7 8 9 10 11 12 13'],
    ['symbols all over', 'a+b c=d e*f g/h i-j k%l m&n'],
    ['symbols in a row', 'one two three **** four five six'],
    ['nothing', ' \n '],
  ])('is what is %s', (_, text) => {
    expect(isLegible(text)).toBe(false)
  })

  test.each(['To be or not to be', 'Die 12 Größen (von 1987)', 'la fin de l’été', '不管黑猫白猫，捉到老鼠就是好猫'])(
    'isn’t “%s”',
    (text) => expect(isLegible(text)).toBe(true),
  )

  test('is also what only one font knows', () => {
    for (const text of ['e\uFFFDcient', '\uE001nd', 'a\u0000b']) expect(hasLostCharacters(text)).toBe(true)
    expect(hasLostCharacters('efficient\n\tof\uFB01ce 😀')).toBe(false)
  })
})

describe('a passage', () => {
  const lines = ['A first one. This is a won-', 'derful and well-known sentence', 'of several lines. A third.']

  test('grows to its sentence, with words that a line end breaks', () => {
    expect(grown(lines, 'a', 'sentence')).toBe('This is a wonderful and well-known sentence of several lines.')
  })

  test('grows to all sentences that it is in', () => {
    expect(grown(lines, 'one.', 'lines.')).toBe(
      'A first one. This is a wonderful and well-known sentence of several lines.',
    )
  })

  test('stays within its paragraph', () => {
    expect(grown(['Heading', '', 'Some words without an end', '', 'Other words.'], 'words', 'an')).toBe(
      'Some words without an end',
    )
  })

  test('goes on in the next column', () => {
    expect(grown(['This sentence has', '', 'more than one column.'], 'sentence', 'more')).toBe(
      'This sentence has more than one column.',
    )
  })

  test('isn’t ended by an abbreviation', () => {
    expect(grown(['It was Dr. Keller, e.g. in Fig. 3, who came.'], 'Keller,', 'Fig.')).toBe(
      'It was Dr. Keller, e.g. in Fig. 3, who came.',
    )
  })

  test('of a few words in a long sentence stays as it is', () => {
    expect(grown([`Few words ${'and many others '.repeat(20)}.`], 'Few', 'words')).toBe('Few words')
  })

  test('keeps the hyphen of a compound that the page has elsewhere', () => {
    expect(grown(['It is well-', 'known that well-known things are.'], 'is', 'known')).toMatch(/is well-known$/)
  })
})
