// SPDX-License-Identifier: AGPL-3.0-or-later
// Tests that failed once and passed later are mended soon (docs/decisions/0114-second-attempts.md).
import { expect, it } from 'vitest'
import { rowsOf } from '../summary/records.ts'
import { root } from './sources.ts'

const days = 24 * 60 * 60 * 1000

it('at most five tests wait to be mended, and none for more than fourteen days', () => {
  const rows = rowsOf(root)
  expect(rows.length).toBeLessThanOrEqual(5)
  for (const { test, date } of rows)
    expect(Date.now() - Date.parse(date), `${test}, since ${date}`).toBeLessThanOrEqual(14 * days)
})
