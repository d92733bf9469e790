// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { onOneLine } from './statements.ts'

it('a statement of several lines with a comment is the same statement on one', () => {
  expect(onOneLine('SELECT a,\n\t-- As IS TRUE it is hashed.\n\tb IS TRUE\n\tFROM c')).toBe(
    'SELECT a, b IS TRUE FROM c;',
  )
})
