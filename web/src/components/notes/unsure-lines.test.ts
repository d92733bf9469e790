// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { nextUnsure, unsureLinesOf, withAccepted } from './unsure-lines.ts'

const lines = [
  { text: 'Friday', confidence: 0.9 },
  { text: 'Buy ink', confidence: 0.6 },
  { text: 'a | b', confidence: 0.4 },
  { text: 'Call Ann', confidence: 0.7 },
]
const markdown = '# Friday\n\n- [ ] Buy ink\n| a | b |\nCall Anna'

it('uncertain lines are found in the text, but not those that were corrected', () => {
  expect(unsureLinesOf(markdown, lines)).toEqual([
    { source: 2, line: 1, text: 'Buy ink' },
    { source: 3, line: 2, text: 'a | b' },
  ])
})

it('lines that were accepted are certain', () => {
  const accepted = withAccepted(lines, new Set(['Buy ink']))
  expect(unsureLinesOf(markdown, accepted).map(({ text }) => text)).toEqual(['a | b'])
})

it('after the last one comes the first', () => {
  const unsure = unsureLinesOf(markdown, lines)
  expect(nextUnsure(unsure, -1)?.source).toBe(2)
  expect(nextUnsure(unsure, 2)?.source).toBe(3)
  expect(nextUnsure(unsure, 3)?.source).toBe(2)
  expect(nextUnsure([], 0)).toBeUndefined()
})
