// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { openConflicts, takeTheirs } from './conflicts.ts'

const text = 'Milk\nBuy eggs\nBread'

it('a conflict is open while the line of mine is there, and that of theirs is not', () => {
  const changed = { mine: 'Buy eggs', theirs: 'Buy eqs' }
  const erased = { mine: 'Bread', theirs: null }
  const removed = { mine: null, theirs: 'Salt' }
  expect(openConflicts([changed, erased, removed], text)).toEqual([changed, erased, removed])
  expect(openConflicts([changed, erased, removed], 'Milk\nBuy eqs\nSalt')).toEqual([])
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
