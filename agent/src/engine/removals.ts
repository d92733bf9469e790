// SPDX-License-Identifier: AGPL-3.0-or-later
// Much of a notebook is gone at once: integrations remove nothing of it until a person answers. Which questions wait for an
// answer is remembered as the server said it last.
import { type Api, fetchRemovalWarnings, type RemovalWarning } from '@rmirror/shared/api'
import type { Tell } from './events.ts'
import type { Memory } from './memory.ts'

interface Tools {
  memory: Memory
  tell: Tell
}

/** The ids of those that wait for an answer. */
export function waitingRemovals(memory: Memory): string[] {
  return JSON.parse(memory.fact('removals-told') ?? '[]') as string[]
}

/** `waiting` is all that wait; each is told once. */
export function tellRemovals(waiting: readonly RemovalWarning[], { memory, tell }: Tools): void {
  const told = waitingRemovals(memory)
  const ids = waiting.map(({ id }) => id)
  if (ids.join() === told.join()) return
  keep(ids, memory)
  for (const warning of waiting) if (!told.includes(warning.id)) tell({ kind: 'removal-held', warning })
}

/** Where some wait: an answer may have been given elsewhere, which changes nothing that is announced. */
export async function askForAnswers({
  connect,
  signal,
  ...tools
}: Tools & { connect(): Promise<Api>; signal: AbortSignal }): Promise<void> {
  if (waitingRemovals(tools.memory).length === 0) return
  tellRemovals(await fetchRemovalWarnings(await connect(), signal), tools)
}

/** For a question that was answered here. */
export function forgetRemoval(id: string, memory: Memory): void {
  keep(
    waitingRemovals(memory).filter((each) => each !== id),
    memory,
  )
}

function keep(ids: string[], memory: Memory): void {
  memory.setFact('removals-told', ids.length > 0 ? JSON.stringify(ids) : undefined)
}
