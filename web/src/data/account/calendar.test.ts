// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, describe, expect, it } from 'vitest'
import { chosenZone } from '../../i18n/index.ts'
import { dayOf, readDay, startOfDay } from './calendar.ts'

afterEach(() => {
  chosenZone.value = null
})

const startIn = (zone: string | null, day: string, daysLater = 0) => {
  chosenZone.value = zone
  return new Date(startOfDay(day, daysLater)).toISOString()
}

describe('a day', () => {
  it.each([
    ['UTC', '2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-03-01', '2026-02-28T10:00:00.000Z'],
    ['Pacific/Niue', '2026-03-01', '2026-03-01T11:00:00.000Z'],
    ['Asia/Kathmandu', '2026-03-01', '2026-02-28T18:15:00.000Z'],
    // Daylight saving time begins and ends in the night of these days.
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00.000Z'],
    // At midnight: the first date has no midnight, the second has it twice.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    // This date was skipped.
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
  ])('begins in %s on %s at %s', (zone, day, start) => {
    expect(startIn(zone, day)).toBe(start)
    chosenZone.value = zone
    if (zone !== 'Pacific/Apia') expect(dayOf(Date.parse(start))).toBe(day)
    expect(dayOf(Date.parse(start) - 1) < day).toBe(true)
  })

  it('counts later days by the calendar, over a change of clocks', () => {
    expect(startIn('Europe/Berlin', '2026-03-28', 2)).toBe('2026-03-29T22:00:00.000Z')
    expect(startIn('Europe/Berlin', '2026-03-01', -1)).toBe('2026-02-27T23:00:00.000Z')
  })

  it('is the browser’s where none is chosen, or one that it doesn’t know', () => {
    const here = new Date(2026, 2, 1).toISOString()
    expect(startIn(null, '2026-03-01')).toBe(here)
    expect(startIn('Mars/Olympus', '2026-03-01')).toBe(here)
  })

  it('can be any that is typed', () => {
    expect(startIn('UTC', '0002-03-01')).toBe('0002-03-01T00:00:00.000Z')
    expect(startIn('UTC', '9999-12-31', 1)).toBe('+010000-01-01T00:00:00.000Z')
    expect(readDay('2026-02-31')).toBeNull()
    expect(readDay('2026-02-28')).toBe('2026-02-28')
  })
})
