// SPDX-License-Identifier: AGPL-3.0-or-later
// Merging and comparing texts, as the browser calls it; the cases of the merge itself are in tests/core/shared.
import { expect, test } from 'vitest'
import { builtCore } from './core.ts'

const core = await builtCore()

test('two versions of a text are merged, and what both changed is listed', () => {
  expect(core.mergeTexts('Milk\nEgs', 'Milk\nEggs', 'Milk\nEgs\nBread')).toEqual({
    text: 'Milk\nEggs\nBread',
    conflicts: [],
  })
  expect(core.mergeTexts('Buy egs\nCall Ann', 'Buy eggs', 'Buy eqs\nCall Anna')).toEqual({
    text: 'Buy eggs',
    conflicts: [
      { line: 0, mine: 'Buy eggs', theirs: 'Buy eqs' },
      { line: 1, mine: null, theirs: 'Call Anna' },
    ],
  })
})

test('each line is paired with what it became', () => {
  expect(core.diffLines('Milk\nEgs\nBread', 'Eggs\nBread\nSalt')).toEqual({ became: [null, 0, 1], newer: 3 })
  expect(core.diffLines('', 'One')).toEqual({ became: [], newer: 1 })
})

test('characters beyond ASCII come back as they were', () => {
  const merged = core.mergeTexts('Grüße 🦛', 'Grüße 🦛\nété', '日本\nGrüße 🦛')
  expect(merged.text).toBe('日本\nGrüße 🦛\nété')
})
