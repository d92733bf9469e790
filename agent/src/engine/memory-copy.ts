// SPDX-License-Identifier: AGPL-3.0-or-later
// A newer version may keep the memory in a form that an older one can't read. Before it is tried, a copy is made; it takes
// the memory's place only where the older version could not go on otherwise, because what the newer one has told the
// server since stands in the memory alone.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { Memory } from './memory.ts'

const copyOf = (file: string) => `${file}.before`

export function copyMemory(memory: Memory, file: string): void {
  memory.copyTo(copyOf(file))
}

/** At the start of whoever holds the lock, unless it is on trial. Who is killed here finds all of it again. */
export function settleCopy(file: string): void {
  const copy = copyOf(file)
  if (!existsSync(copy)) return
  if (Memory.isReadable(file)) rmSync(copy)
  else putBack(copy, file)
}

/** The log of changes goes first: it must not be taken for that of another file. */
function putBack(copy: string, file: string): void {
  for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true })
  renameSync(copy, file)
}
