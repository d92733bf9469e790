// SPDX-License-Identifier: AGPL-3.0-or-later
import { stat, watch } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { filesAt } from './folder.ts'
import type { Source } from './source.ts'

/** How often it is checked whether the folder is still the one that is watched. */
const checkMs = 30_000

/** A folder on this machine, or on a network drive, with all that lies below it. */
export function openTree(given: string): Source {
  const path = resolve(given)
  return {
    kind: 'folder',
    address: path,
    deletes: true,
    async look(signal) {
      signal.throwIfAborted()
      const { files, problems } = await filesAt(path)
      signal.throwIfAborted()
      return { files, problems, isWhole: problems.length === 0 }
    },
    async watch(hint, signal) {
      while (!signal.aborted) {
        await watchOnce(path, hint, signal)
        if (signal.aborted) return
        await wait(checkMs, undefined, { signal }).catch(() => undefined)
        hint()
      }
    },
  }
}

/** Until the folder goes, or another takes its place; at once where it cannot be watched. */
async function watchOnce(path: string, hint: () => void, signal: AbortSignal): Promise<void> {
  const ending = new AbortController()
  const end = () => ending.abort()
  signal.addEventListener('abort', end, { once: true })
  const first = await identityOf(path)
  const timer = setInterval(async () => {
    if ((await identityOf(path)) !== first) end()
  }, checkMs)
  timer.unref()
  try {
    for await (const _ of watch(path, { recursive: true, signal: ending.signal })) hint()
  } catch {
    // The folder is away, the system watches no more files, or the drive tells nothing: it is looked at instead.
  } finally {
    clearInterval(timer)
    signal.removeEventListener('abort', end)
  }
}

async function identityOf(path: string): Promise<string> {
  return stat(path).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => '',
  )
}
