// SPDX-License-Identifier: AGPL-3.0-or-later
import { resolve } from 'node:path'
import { filesAt } from './folder.ts'
import type { Source } from './source.ts'
import { watchTree } from './watch-tree.ts'

/** A folder on this computer, or on a network drive, with everything below it. */
export function openTree(given: string): Source {
  const path = resolve(given)
  return {
    kind: 'folder',
    address: path,
    deletes: true,
    async scan(signal) {
      signal.throwIfAborted()
      const { files, problems } = await filesAt(path)
      signal.throwIfAborted()
      return { files, problems, isWhole: problems.length === 0 }
    },
    watch: (listener, signal) => watchTree(path, listener, signal),
  }
}
