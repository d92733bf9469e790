// SPDX-License-Identifier: AGPL-3.0-or-later
// Noticing changes by looking: names, sizes and times of all files of a folder.
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { filesAt } from './folder.ts'

/** Of a large folder, or a slow drive, a look takes at most this part of the time. */
const share = 1 / 20

export interface PollEvents {
  /** The folder was looked at once: from now on changes are noticed. */
  stands(): void
  changed(): void
}

/** Resolves when the signal is aborted. */
export async function pollFolder(
  folder: string,
  { stands, changed }: PollEvents,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  let before: string | undefined
  while (!signal.aborted) {
    const startedAt = performance.now()
    const now = await impressionOf(folder)
    if (signal.aborted) return
    if (before === undefined) stands()
    else if (now !== before) changed()
    before = now
    const tookMs = performance.now() - startedAt
    await wait(Math.max(everyMs, tookMs / share), undefined, { signal }).catch(() => undefined)
  }
}

async function impressionOf(folder: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    const { files, problems } = await filesAt(folder)
    for (const { path, size, modified } of files) hash.update(`${path}\0${size}\0${modified}\n`)
    for (const { path } of problems) hash.update(`${path}\0unreadable\n`)
  } catch {
    // A folder that is away counts as one without files.
  }
  return hash.digest('hex')
}
