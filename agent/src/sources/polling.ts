// SPDX-License-Identifier: AGPL-3.0-or-later
// Notices changes by polling the names, sizes and times of all files in a folder.
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { filesAt } from './folder.ts'

/** Maximum share of time spent on scanning a large folder or a slow drive. */
const share = 1 / 20

export interface PollEvents {
  /** The first scan is done: changes are noticed from now on. */
  onActive(): void
  changed(): void
}

/** Resolves when the signal is aborted. */
export async function pollFolder(
  folder: string,
  { onActive, changed }: PollEvents,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  let before: string | undefined
  while (!signal.aborted) {
    const startedAt = performance.now()
    const now = await snapshotOf(folder)
    if (signal.aborted) return
    if (before === undefined) onActive()
    else if (now !== before) changed()
    before = now
    const tookMs = performance.now() - startedAt
    await wait(Math.max(everyMs, tookMs / share), undefined, { signal }).catch(() => undefined)
  }
}

async function snapshotOf(folder: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    const { files, problems } = await filesAt(folder)
    for (const { path, size, modified } of files) hash.update(`${path}\0${size}\0${modified}\n`)
    for (const { path } of problems) hash.update(`${path}\0unreadable\n`)
  } catch {
    // A missing folder counts as an empty one.
  }
  return hash.digest('hex')
}
