// SPDX-License-Identifier: AGPL-3.0-or-later
// Calendar days such as 2026-11-25 in the user's time zone: the account's, or else the browser's.
import { timeZone } from '../../i18n/index.ts'
import { memoized } from '../../i18n/texts.ts'

const dayMs = 24 * 60 * 60 * 1000

const calendarOf = memoized(
  (zone) =>
    new Intl.DateTimeFormat('en', {
      calendar: 'gregory',
      numberingSystem: 'latn',
      ...(zone && { timeZone: zone }),
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    }),
)

/** null if it isn't a calendar day, such as 2026-02-31. */
export function readDay(text: string | null): string | null {
  const [, year, month, day] = (text ?? '').match(/^(\d{4})-(\d{2})-(\d{2})$/) ?? []
  if (!text || !year) return null
  const date = new Date(`${text}T00:00:00Z`)
  const isReal = date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day)
  return isReal ? text : null
}

/** The day of a time in milliseconds since 1970. */
export function dayOf(milliseconds: number): string {
  return new Date(inUtc(milliseconds)).toISOString().slice(0, 10)
}

/**
 * The start of a day in milliseconds since 1970. That isn't midnight everywhere, because clocks may be put forward
 * then. `daysLater` counts calendar days.
 */
export function startOfDay(day: string, daysLater = 0): number {
  const wanted = Date.parse(`${day}T00:00:00Z`) + daysLater * dayMs
  const known = startsIn(timeZone.value ?? '')
  const start = known.get(wanted) ?? findStart(wanted)
  known.set(wanted, start)
  return start
}

/** Cache of day starts: zone, then the day's start in UTC. Long lists ask for the same few days repeatedly. */
const startsIn = memoized(() => new Map<number, number>())

function findStart(wanted: number): number {
  // Every zone is less than a day from UTC, and dates only go forward: a binary search finds the start, to the second.
  let [before, at] = [wanted - dayMs, wanted + dayMs]
  while (at - before > 1000) {
    const between = before + Math.floor((at - before) / 2000) * 1000
    if (inUtc(between) >= wanted) at = between
    else before = between
  }
  return at
}

/** Midnight UTC of the local date at a time. In UTC all days have the same length. */
function inUtc(milliseconds: number): number {
  const parts = calendarOf(timeZone.value ?? '').formatToParts(milliseconds)
  const of = (wanted: Intl.DateTimeFormatPartTypes) => Number(parts.find(({ type }) => type === wanted)?.value)
  return new Date(0).setUTCFullYear(of('year'), of('month') - 1, of('day'))
}
