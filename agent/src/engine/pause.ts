// SPDX-License-Identifier: AGPL-3.0-or-later
// A pause is a fact in the memory: it holds for whoever runs, now or later, until it ends by itself or is ended.
import type { Memory } from './memory.ts'

/** Later than any pause that ends by itself. */
export const untilResumed = new Date('9999-12-31T00:00:00Z')

/** When the pause ends; undefined: there is none. */
export function pausedUntil(memory: Memory, now: number): Date | undefined {
  const until = new Date(memory.fact('paused-until') ?? 0)
  return until.getTime() > now ? until : undefined
}

/** Nothing ends it. */
export function setPause(memory: Memory, until: Date | null | undefined): void {
  memory.setFact('paused-until', until?.toISOString())
}

/** "until 14:30", "until Tuesday 14:30", or nothing that could be known. */
export function pauseWords(until: Date, now: Date): string {
  if (until >= untilResumed) return 'until "rmirror pause off"'
  const isToday = until.toDateString() === now.toDateString()
  const day = isToday ? '' : `${until.toLocaleDateString('en-CA')} `
  return `until ${day}${until.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`
}
