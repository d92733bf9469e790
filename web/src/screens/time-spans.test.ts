// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { startOf } from './time-spans.ts'

const at = (year: number, month: number, day: number, hour = 0) => new Date(year, month - 1, day, hour).getTime()

test('spans of time begin with a day, by the calendar', () => {
  const now = at(2026, 3, 2, 15)
  expect(startOf('today', now)).toBe(at(2026, 3, 2))
  expect(startOf('week', now)).toBe(at(2026, 2, 24))
  expect(startOf('month', now)).toBe(at(2026, 2, 1))
  expect(startOf('year', now)).toBe(at(2026, 1, 1))
  expect(startOf('week', at(2026, 1, 3))).toBe(at(2025, 12, 28))
})
