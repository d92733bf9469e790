// SPDX-License-Identifier: AGPL-3.0-or-later
// Time spans that end now, for selecting notebooks and grouping to-dos. Days are those of the user's time zone.
import { dayOf, startOfDay } from '../../data/account/calendar.ts'

export const spans = ['today', 'week', 'month', 'year'] as const
export type Span = (typeof spans)[number]

/** Start of the span that ends at `now`; both in milliseconds since 1970. */
export function startOf(span: Span, now: number): number {
  const today = dayOf(now)
  const daysBefore = { today: 0, week: 6, month: 29 }
  return span === 'year' ? startOfDay(`${today.slice(0, 4)}-01-01`) : startOfDay(today, -daysBefore[span])
}
