// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { changesBetween, type TextChange } from './line-changes.ts'

function applied(text: string, changes: TextChange[]): string {
  return changes.reduceRight((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text)
}

it.each([
  ['a changed line', 'One\nTwo', 'One\nTwelve', [0, 1]],
  ['an added line', 'One\nThree', 'One\nTwo\nThree', [0, 2]],
  ['lines added at both ends', 'One', 'Zero\nOne\nTwo', [1]],
  ['a removed line', 'One\nTwo\nThree', 'One\nThree', [0, null, 1]],
  ['a removed last line', 'One\nTwo', 'One', [0, null]],
  ['a removed first line', 'One\nTwo', 'Two', [null, 0]],
  ['a line that was replaced', 'One\nTwo\nThree', 'One\nNew\nThree', [0, null, 2]],
  ['an emptied text', 'One\nTwo', '', [null, null]],
  ['a first text', '', 'One\nTwo', []],
  ['empty lines', '\n\n', '\nOne\n\n', [0, 2, 3]],
  ['a line end at the end', 'One', 'One\n', [0]],
  ['nothing', 'One\nTwo', 'One\nTwo', [0, 1]],
] as const)('%s makes of the text before the one after', (_, before, after, became) => {
  const diff = { became: [...became], newer: after === '' ? 0 : after.split('\n').length }
  const changes = changesBetween(before, after, diff)
  expect(applied(before, changes)).toBe(after)
  expect(changes.length === 0).toBe(before === after)
  expect(applied(before, changesBetween(before, after, null))).toBe(after)
})

it('lines that stay are not touched, so the cursor in them stays', () => {
  const diff = { became: [0, 1, 3], newer: 4 }
  expect(changesBetween('Milk\nEgs\nBread', 'Milk\nEggs\nSalt\nBread', diff)).toEqual([
    { from: 7, to: 7, insert: 'g' },
    { from: 9, to: 9, insert: 'Salt\n' },
  ])
})
