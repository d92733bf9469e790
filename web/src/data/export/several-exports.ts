// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports several notebooks together, wherever each is kept.

import type { Notebook } from '../library/notebook.ts'
import { pagesOf } from '../library/page.ts'
import { type LibraryStore, liveNotebook } from '../local/library.ts'
import type { LiveNotebook } from '../local/live-notebook.ts'
import type { Remote } from '../server/remote.ts'
import { guestNotes } from '../workspace/guest-notes.ts'
import type { ExportOptions } from './exports.ts'
import { guestNoteExport } from './guest-note-export.ts'
import { factsOf, mapServerErrors, type ServerExport, type Sheets, serverExport } from './server-exports.ts'

interface Tools {
  library: Pick<LibraryStore, 'ensurePagesCounted'>
  remote: Remote
  sheets: Sheets
}

interface Together extends Required<Pick<ExportOptions, 'ensurePagesCounted' | 'readHandwriting' | 'instead'>> {
  notebooks: LiveNotebook[]
}

/** A notebook that is also in this browser is exported from here, because this copy has the ink. */
export function exportTogether(notebooks: readonly Notebook[], { library, remote, sheets }: Tools): Together {
  const elsewhere = new Map(notebooks.filter(({ here }) => !here).map((notebook) => [notebook.uuid, notebook]))
  const opened = new Map<string, ServerExport>()
  const open = async (notebook: Notebook) => {
    const note = notebook.isLocal ? guestNotes.peek().get(notebook.uuid) : undefined
    if (note) return guestNoteExport(notebook, note.content)
    const pages = await mapServerErrors(() => remote.pagesOf(notebook.uuid))
    return serverExport(remote, notebook, pagesOf(notebook, pages) ?? [], sheets)
  }
  return {
    notebooks: notebooks.map((notebook) => notebook.here ?? liveNotebook(factsOf(notebook, []), 0)),
    async ensurePagesCounted(notebook) {
      const { uuid } = notebook.facts
      const there = elsewhere.get(uuid)
      if (!there) return library.ensurePagesCounted(notebook)
      const exported = await open(there)
      opened.set(uuid, exported)
      return exported.notebook
    },
    readHandwriting(uuid, here, signal) {
      const exported = opened.get(uuid)
      return exported ? exported.readHandwriting(uuid, here, signal) : remote.readPages(uuid, here, signal)
    },
    instead: ({ uuid }) => opened.get(uuid)?.instead,
  }
}
