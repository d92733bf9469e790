// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks that lie here and were deleted on the server: a person restores them, or leaves them be.
import type { Memory } from './memory.ts'

interface Deleted {
  uuid: string
  name: string
  /** Nobody is to be asked again. */
  isDismissed?: true
}

/** Those that a person hasn't decided about. */
export function deletedThere(memory: Memory): { uuid: string; name: string }[] {
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

/** Before there were names, uuids alone were kept. */
function all(memory: Memory): Deleted[] {
  const kept = JSON.parse(memory.fact('deleted-there') ?? '[]') as (Deleted | string)[]
  return kept.map((each) => (typeof each === 'string' ? { uuid: each, name: each } : each))
}

function keep(deleted: Deleted[], memory: Memory): void {
  memory.setFact('deleted-there', deleted.length > 0 ? JSON.stringify(deleted) : undefined)
}
