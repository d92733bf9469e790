// SPDX-License-Identifier: AGPL-3.0-or-later
// Copies the memory before a newer version is tried, which may store it in a form that this version can't read. The
// copy replaces the memory only if this version couldn't continue otherwise, because the memory alone records what the
// newer version has announced since.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { Memory } from './memory.ts'

const copyOf = (file: string) => `${file}.before`

export function copyMemory(memory: Memory, file: string): void {
  memory.copyTo(copyOf(file))
}

/**
 * Called at the start by the process that holds the lock, unless it is on trial. Can be interrupted without losing
 * data.
 */
export function settleCopy(file: string): void {
  const copy = copyOf(file)
  if (!existsSync(copy)) return
  if (Memory.isReadable(file)) rmSync(copy)
  else putBack(copy, file)
}

/** The write-ahead log is deleted first: it must not be applied to another file. */
function putBack(copy: string, file: string): void {
  for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true })
  renameSync(copy, file)
}
