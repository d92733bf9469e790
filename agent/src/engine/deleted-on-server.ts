// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks that exist here and were deleted on the server: the user restores or dismisses them.
import type { Memory } from './memory.ts'

interface Deleted {
  uuid: string
  name: string
  /** The user isn't asked again. */
  isDismissed?: true
}

/** Those that the user hasn't decided about. */
export function deletedOnServer(memory: Memory): { uuid: string; name: string }[] {
  return all(memory)
    .filter(({ isDismissed }) => !isDismissed)
    .map(({ uuid, name }) => ({ uuid, name }))
}

/** Returns those that weren't known. */
export function noteDeleted(deleted: Deleted[], memory: Memory): Deleted[] {
  const known = all(memory)
  const fresh = deleted.filter(({ uuid }) => !known.some((each) => each.uuid === uuid))
  if (fresh.length > 0) keep([...known, ...fresh], memory)
  return fresh
}

export function dismissDeleted(uuid: string, memory: Memory): void {
  keep(
    all(memory).map((each) => (each.uuid === uuid ? { ...each, isDismissed: true as const } : each)),
    memory,
  )
}

/** For a notebook that is on the server again. */
export function forgetDeleted(uuid: string, memory: Memory): void {
  keep(
    all(memory).filter((each) => each.uuid !== uuid),
    memory,
  )
}

const all = (memory: Memory): Deleted[] => JSON.parse(memory.fact('deleted-there') ?? '[]')

function keep(deleted: Deleted[], memory: Memory): void {
  memory.setFact('deleted-there', deleted.length > 0 ? JSON.stringify(deleted) : undefined)
}
