// SPDX-License-Identifier: AGPL-3.0-or-later
// A folder into which people put archives of notebooks. What is taken out of it is deleted nowhere.
import { extname } from 'node:path'
import type { SourceFile } from '@rmirror/shared/library'
import type { Source } from './source.ts'
import { openTree } from './tree.ts'

const archives = new Set(['.rmdoc', '.rmn', '.zip'])
/** Younger ones may be being written still; whoever writes them hints at it later than that. */
const settledMs = 1000

/** `now` in milliseconds since 1970. */
export function openInbox(path: string, now: () => number = Date.now): Source {
  const tree = openTree(path)
  const isWritten = ({ path: name, modified }: SourceFile) =>
    archives.has(extname(name).toLowerCase()) && now() - modified >= settledMs
  return {
    ...tree,
    kind: 'inbox',
    deletes: false,
    async look(signal) {
      const look = await tree.look(signal)
      return { ...look, files: look.files.filter(isWritten) }
    },
  }
}
