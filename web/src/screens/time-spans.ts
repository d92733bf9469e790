// SPDX-License-Identifier: AGPL-3.0-or-later
// Stretches of time that end now, by which notebooks are selected. Days are the calendar's.

export const spans = ['today', 'week', 'month', 'year'] as const
export type Span = (typeof spans)[number]

/** When a span that ends at `now` began; milliseconds since 1970. */
export function startOf(span: Span, now: number): number {
  const date = new Date(now)
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  const daysBefore = { today: 0, week: 6, month: 29 }
  const start = span === 'year' ? new Date(year, 0, 1) : new Date(year, month, day - daysBefore[span])
  return start.getTime()
}
