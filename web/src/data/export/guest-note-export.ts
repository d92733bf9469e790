// SPDX-License-Identifier: AGPL-3.0-or-later
import { SourceError } from '@rmirror/shared/library'
import type { Notebook } from '../library/notebook.ts'
import { liveNotebook } from '../local/library.ts'
import { factsOf, type ServerExport } from './server-exports.ts'

/** A guest's note as input of an export. `content`: Markdown. */
export function guestNoteExport(notebook: Notebook, content: string): ServerExport {
  const { uuid } = notebook
  const page = { ocr_text: content, document: content, ocr_lines: [], ocr_language: null, todos: [], images: [] }
  return {
    notebook: liveNotebook(factsOf(notebook, [{ uuid, number: 1, tags: [] }]), 0),
    instead: {
      text: async () => '',
      picture: () => Promise.reject(new SourceError('unreadable-file', 'A note has no image')),
    },
    readHandwriting: async () => ({ read: new Map([[uuid, page]]), waiting: new Set() }),
  }
}
