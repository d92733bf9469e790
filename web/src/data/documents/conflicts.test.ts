// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import cases from '../../../../tests/open-conflicts.json'
import { openConflicts, takeTheirs } from './conflicts.ts'

const text = 'Milk\nBuy eggs\nBread'

it.each(cases)('as on the server, those are open while the text is $text: $open', ({ text, conflicts, open }) => {
  expect(openConflicts(conflicts, text)).toEqual(open)
})

it.each([
  [{ mine: 'Buy eggs', theirs: 'Buy eqs' }, 'Milk\nBuy eqs\nBread'],
  [{ mine: 'Buy eggs', theirs: null }, 'Milk\nBread'],
  [{ mine: null, theirs: 'Salt' }, 'Milk\nBuy eggs\nSalt\nBread'],
  [{ mine: null, theirs: 'Written first' }, 'Written first\nMilk\nBuy eggs\nBread'],
  [{ mine: 'Gone', theirs: 'Back' }, text],
])('%j: their line is taken where it belongs', (conflict, taken) => {
  expect(takeTheirs(text, conflict, 'Written first\nMilk\nBuy eggs\nSalt\nBread')).toBe(taken)
})
