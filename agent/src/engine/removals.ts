// SPDX-License-Identifier: AGPL-3.0-or-later
// Removal warnings: much of a notebook is gone at once, and integrations remove nothing of it until the user answers.
// Stores which warnings are open, as the server last reported.
import { type Api, fetchRemovalWarnings, type RemovalWarning } from '@rmirror/shared/api'
import type { Notify } from './events.ts'
import type { Memory } from './memory.ts'

interface Tools {
  memory: Memory
  notify: Notify
}

/** IDs of the open warnings. */
export function waitingRemovals(memory: Memory): string[] {
  return JSON.parse(memory.fact('removals-told') ?? '[]') as string[]
}

/** `waiting` lists all open warnings; each is reported once. */
export function reportRemovals(waiting: readonly RemovalWarning[], { memory, notify }: Tools): void {
  const reported = waitingRemovals(memory)
  const ids = waiting.map(({ id }) => id)
  if (ids.join() === reported.join()) return
  keep(ids, memory)
  for (const warning of waiting) if (!reported.includes(warning.id)) notify({ kind: 'removal-held', warning })
}

/** Polls if some are open: an answer given elsewhere changes nothing that is announced. */
export async function askForAnswers({
  connect,
  signal,
  ...tools
}: Tools & { connect(): Promise<Api>; signal: AbortSignal }): Promise<void> {
  if (waitingRemovals(tools.memory).length === 0) return
  reportRemovals(await fetchRemovalWarnings(await connect(), signal), tools)
}

/** For a warning that was answered here. */
export function forgetRemoval(id: string, memory: Memory): void {
  keep(
    waitingRemovals(memory).filter((each) => each !== id),
    memory,
  )
}

function keep(ids: string[], memory: Memory): void {
  memory.setFact('removals-told', ids.length > 0 ? JSON.stringify(ids) : undefined)
}
