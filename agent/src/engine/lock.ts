// SPDX-License-Identifier: AGPL-3.0-or-later
// Ensures one run per library, across processes. The operating system's lock on a database file ends with its process,
// however that ends.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { sqlite } from './memory.ts'

/** Undefined if another process holds the lock. */
export function lockRun(file: string): Disposable | undefined {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const { DatabaseSync } = sqlite()
  const database = new DatabaseSync(file)
  try {
    // isRunning() holds the lock for a moment.
    database.exec('PRAGMA busy_timeout = 300; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (error instanceof Error && /database is locked/.test(error.message)) return undefined
    throw error
  }
  return { [Symbol.dispose]: () => database.close() }
}
