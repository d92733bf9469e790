// SPDX-License-Identifier: AGPL-3.0-or-later
// A pause is stored in the memory, so it applies to current and later runs, until it expires or is ended.
import type { Memory } from './memory.ts'

/** Later than any pause that expires. */
export const untilResumed = new Date('9999-12-31T00:00:00Z')

/** End of the pause; undefined if there is none. */
export function pausedUntil(memory: Memory, now: number): Date | undefined {
  const until = new Date(memory.fact('paused-until') ?? 0)
  return until.getTime() > now ? until : undefined
}

/** null or undefined ends the pause. */
export function setPause(memory: Memory, until: Date | null | undefined): void {
  memory.setFact('paused-until', until?.toISOString())
}

/** A pause as requested by the user: null is until resumed, 0 ends it. A running watch applies it immediately. */
export function pauseFor(minutes: number | null, { memory, wake }: { memory: Memory; wake(): void }): void {
  const until = minutes === null ? untilResumed : new Date(Date.now() + minutes * 60_000)
  setPause(memory, minutes === 0 ? undefined : until)
  wake()
}

/** "until 14:30", "until 2026-11-24 14:30", or how to end it. */
export function pauseWords(until: Date, now: Date): string {
  if (until >= untilResumed) return 'until "rmirror pause off"'
  const isToday = until.toDateString() === now.toDateString()
  const day = isToday ? '' : `${until.toLocaleDateString('en-CA')} `
  return `until ${day}${until.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`
}
