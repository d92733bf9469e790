// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, expect, test } from 'vitest'
import { chosenZone } from '../../i18n/index.ts'
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

afterEach(() => {
  chosenZone.value = null
})

test('spans of time begin with a day of the chosen zone', () => {
  const now = Date.parse('2026-03-29T21:59:59Z')
  const startIn = (zone: string) => {
    chosenZone.value = zone
    return new Date(startOf('today', now)).toISOString()
  }
  expect(startIn('Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z')
  expect(startIn('Pacific/Kiritimati')).toBe('2026-03-29T10:00:00.000Z')
})
