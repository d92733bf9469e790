// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { notebookFiles } from '../generator/document.ts'
import { longNotebook } from '../generator/library-files.ts'

/** A notebook of `pageCount` pages in a new folder, to be dropped on the dashboard. The caller removes the folder. */
export function writeNotebook(pageCount: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-'))
  for (const { path, bytes } of notebookFiles(longNotebook(pageCount))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  return folder
}
