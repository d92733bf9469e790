// SPDX-License-Identifier: AGPL-3.0-or-later
// A folder for archives of notebooks. Removing an archive from it deletes nothing on the server.
import { extname } from 'node:path'
import type { SourceFile } from '@rmirror/shared/library'
import type { Source } from './source.ts'
import { openTree } from './tree.ts'

const archives = new Set(['.rmdoc', '.rmn', '.zip'])
/** Younger files may still be in the middle of a write; the hint about the write comes later than that. */
const settledMs = 1000

/** `now` returns milliseconds since 1970. */
export function openInbox(path: string, now: () => number = Date.now): Source {
  // Archives have no documents of their own in the folder.
  const { scanChanged: _, ...tree } = openTree(path)
  const isWritten = ({ path: name, modified }: SourceFile) =>
    archives.has(extname(name).toLowerCase()) && now() - modified >= settledMs
  return {
    ...tree,
    kind: 'inbox',
    deletes: false,
    async scan(signal) {
      const scan = await tree.scan(signal)
      return { ...scan, files: scan.files.filter(isWritten) }
    },
  }
}
