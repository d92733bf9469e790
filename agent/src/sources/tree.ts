// SPDX-License-Identifier: AGPL-3.0-or-later
import { watch } from 'node:fs'
import { resolve } from 'node:path'
import { filesAt } from './folder.ts'
import type { Source } from './source.ts'

/** A folder on this machine, with all that lies below it. */
export function openTree(given: string): Source {
  const path = resolve(given)
  return {
    kind: 'folder',
    address: path,
    deletes: true,
    async look() {
      const { files, problems } = await filesAt(path)
      return { files, problems, isWhole: problems.length === 0 }
    },
    async watch(hint, signal) {
      watch(path, { recursive: true, signal }, hint).on('error', () => undefined)
    },
  }
}
