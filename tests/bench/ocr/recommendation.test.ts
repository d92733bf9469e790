// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { Random } from '../../generator/prng.ts'
import { closenessOf } from './measures.ts'
import { misread, withOtherLetters } from './misreadings.ts'
import { recommended, type Standing, standingOf } from './recommendation.ts'

const standing = (name: string, composite: number, dollars: number | null): Standing => ({
  ...{ name, composite, dollars, spread: [composite, composite], characterErrors: 0, lines: 1 },
  ...{ structure: 1, seconds: 1, failures: 0 },
})

it.each([
  ['the best', [standing('a', 0.95, 0.03), standing('b', 0.85, 0.001)], 'a'],
  ['the cheapest of equals', [standing('a', 0.951, 0.03), standing('b', 0.945, 0.001)], 'b'],
  ['one with a price before one without', [standing('a', 0.95, null), standing('b', 0.949, 0.001)], 'b'],
  ['none below 0.8, however cheap', [standing('a', 0.799, 0)], undefined],
  ['none that is below 0.8, although equal', [standing('a', 0.803, 0.1), standing('b', 0.799, 0)], 'a'],
  ['none of none', [], undefined],
])('recommends %s', (_, standings, name) => {
  expect(recommended(standings)?.name).toBe(name)
})

it('tells the worst and the best run, the mean of all, and how many pages were not read', () => {
  const page = (composite: number, failure?: string) => ({
    ...{ name: 'p', composite, characterErrors: 1 - composite, lines: composite, structure: composite },
    ...{ characters: 10, seconds: 2, cost: { inputTokens: 1, outputTokens: 1, dollars: 0.01 } },
    ...(failure !== undefined && { failure }),
  })
  expect(standingOf({ name: 'm', runs: [[page(1)], [page(0.5), page(0, 'refused')]] })).toEqual({
    ...{ name: 'm', composite: 0.5, spread: [0.25, 1], characterErrors: 0.5, lines: 0.5, structure: 0.5 },
    ...{ dollars: expect.closeTo(0.01, 10), seconds: 2, failures: 1 },
  })
})

const text = 'The quick brown fox jumps over the lazy dog and back again. '.repeat(10).trim()

it('counts exactly the letters that were exchanged', () => {
  const read = withOtherLetters(text, 0.2, new Random(7))
  const exchanged = [...text].filter((letter, at) => letter !== read[at]).length
  expect(exchanged).toBeGreaterThan(50)
  // Two exchanges beside each other can be taken for one that moved.
  expect(closenessOf(text, read, 'text').characterErrors).toBeCloseTo(exchanged / text.length, 2)
})

it('makes the errors that it is told to make, and no others', () => {
  const page = '# A\n- [ ] b\n| c | d |\n| - | - |\n$x^2$'
  expect(misread(page, {}, 1)).toBe(page)
  expect(misread(page, { marks: 1 }, 1)).toBe('A\nb\n| c | d |\n| - | - |\n$x^2$')
  expect(misread(page, { boxes: 1 }, 1)).toBe(page.replace('[ ]', '[x]'))
  expect(misread(page, { layout: 1 }, 1)).toBe('# A\n- [ ] b\nc d\nx2')
  expect(misread(page, { lines: 1 }, 1)).toBe('')
  expect(misread('\\frac{a}{b}', { letters: 1 }, 1)).toMatch(/^\\frac\{[b-z]\}\{[ac-z]\}$/)
})
