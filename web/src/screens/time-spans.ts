// SPDX-License-Identifier: AGPL-3.0-or-later
// Stretches of time that end now, by which notebooks are selected. Days are those of the person's own time zone.
import { dayOf, startOfDay } from '../data/calendar.ts'

export const spans = ['today', 'week', 'month', 'year'] as const
export type Span = (typeof spans)[number]

/** When a span that ends at `now` began; milliseconds since 1970. */
export function startOf(span: Span, now: number): number {
  const today = dayOf(now)
  const daysBefore = { today: 0, week: 6, month: 29 }
  return span === 'year' ? startOfDay(`${today.slice(0, 4)}-01-01`) : startOfDay(today, -daysBefore[span])
}
