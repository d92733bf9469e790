// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { compareLines } from './LineComparison.tsx'

const signs = { same: ' ', removed: '-', added: '+' }

it.each([
  ['Milk\nEgs\nBread', 'Milk\nEggs\nBread\nSalt', [0, 1, 2], [' Milk', '-Egs', '+Eggs', ' Bread', '+Salt']],
  ['Milk\nEggs\nBread', 'Salt\nBread', [null, null, 1], ['-Milk', '-Eggs', '+Salt', ' Bread']],
  ['', 'Milk', [], ['+Milk']],
  ['Milk', '', [null], ['-Milk']],
  ['Milk', 'Milk', [0], [' Milk']],
])('%j and %j', (older, newer, became, lines) => {
  const compared = compareLines(older, newer, { became, newer: 0 })
  expect(compared.map(({ kind, text }) => `${signs[kind]}${text}`)).toEqual(lines)
})
