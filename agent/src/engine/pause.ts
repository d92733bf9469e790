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

/** As a person asks for it: null is until resumed, 0 no pause. What runs looks at it at once. */
export function pauseFor(minutes: number | null, { memory, wake }: { memory: Memory; wake(): void }): void {
  const until = minutes === null ? untilResumed : new Date(Date.now() + minutes * 60_000)
  setPause(memory, minutes === 0 ? undefined : until)
  wake()
}

/** "until 14:30", "until Tuesday 14:30", or nothing that could be known. */
export function pauseWords(until: Date, now: Date): string {
  if (until >= untilResumed) return 'until "rmirror pause off"'
  const isToday = until.toDateString() === now.toDateString()
  const day = isToday ? '' : `${until.toLocaleDateString('en-CA')} `
  return `until ${day}${until.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`
}
