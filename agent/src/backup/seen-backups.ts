// SPDX-License-Identifier: AGPL-3.0-or-later
// The number of the latest backup that this computer saw. A server that shows an older state can't be told from one
// whose newer backups were deleted, but either can be said.
import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface Seen {
  /** UUID of the data key. */
  key: string
  number: number
}

/** 0 if none was seen with this key. */
export function lastSeen(file: string, key: string): number {
  try {
    const seen = JSON.parse(readFileSync(file, 'utf8')) as Partial<Seen>
    return seen.key === key && Number.isSafeInteger(seen.number) ? Number(seen.number) : 0
  } catch {
    return 0
  }
}

export async function noteSeen(file: string, { key, number }: Seen): Promise<void> {
  if (lastSeen(file, key) >= number) return
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, JSON.stringify({ key, number }))
  await rename(`${file}.new`, file)
}
