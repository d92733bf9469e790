// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, expect, it } from 'vitest'
import { chosenZone, formatClock, formatDate, formatDay, formatShortDay } from './index.ts'

afterEach(() => {
  chosenZone.value = null
})

const at = Date.parse('2026-11-20T23:30:00Z')
const formats = () => [formatDate(at), formatDay(at), formatShortDay(at), formatClock(at)]

it('times are those of the chosen zone, until another is chosen', () => {
  const here = formats()
  chosenZone.value = 'Pacific/Kiritimati'
  expect(formats().every((each) => /21|1:30/.test(each))).toBe(true)
  chosenZone.value = 'Pacific/Honolulu'
  expect(formats().every((each) => /20|1:30/.test(each))).toBe(true)
  chosenZone.value = null
  expect(formats()).toEqual(here)
})

it('a zone that this browser doesn’t know leaves its own', () => {
  const here = formats()
  chosenZone.value = 'Mars/Olympus'
  expect(formats()).toEqual(here)
})
