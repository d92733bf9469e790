// SPDX-License-Identifier: AGPL-3.0-or-later
// Days such as 2026-11-25, as the calendar has them where the person lives: the account's time zone, or the browser's.
import { timeZone } from '../i18n/index.ts'
import { madeOnce } from '../i18n/texts.ts'

const dayMs = 24 * 60 * 60 * 1000

const calendarOf = madeOnce(
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

/** null for what is no day of the calendar, such as 2026-02-31. */
export function readDay(text: string | null): string | null {
  const [, year, month, day] = (text ?? '').match(/^(\d{4})-(\d{2})-(\d{2})$/) ?? []
  if (!text || !year) return null
  const date = new Date(`${text}T00:00:00Z`)
  const isReal = date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day)
  return isReal ? text : null
}

/** The day of a moment since 1970. */
export function dayOf(milliseconds: number): string {
  return new Date(inUtc(milliseconds)).toISOString().slice(0, 10)
}

/**
 * The first moment of a day, which is not midnight everywhere: clocks may be put forward just then. `daysLater` is
 * counted by the calendar.
 */
export function startOfDay(day: string, daysLater = 0): number {
  const wanted = Date.parse(`${day}T00:00:00Z`) + daysLater * dayMs
  const known = startsIn(timeZone.value ?? '')
  const start = known.get(wanted) ?? findStart(wanted)
  known.set(wanted, start)
  return start
}

/** Of each zone its days' starts by those in UTC: a long list asks for the same few days again and again. */
const startsIn = madeOnce(() => new Map<number, number>())

function findStart(wanted: number): number {
  // No zone is a whole day apart from UTC, and days only go forward: halving finds where this one begins.
  let [before, at] = [wanted - dayMs, wanted + dayMs]
  while (at - before > 1000) {
    const between = before + Math.floor((at - before) / 2000) * 1000
    if (inUtc(between) >= wanted) at = between
    else before = between
  }
  return at
}

/** When the day of a moment begins in UTC, where all days are equally long. */
function inUtc(milliseconds: number): number {
  const parts = calendarOf(timeZone.value ?? '').formatToParts(milliseconds)
  const of = (wanted: Intl.DateTimeFormatPartTypes) => Number(parts.find(({ type }) => type === wanted)?.value)
  return new Date(0).setUTCFullYear(of('year'), of('month') - 1, of('day'))
}
