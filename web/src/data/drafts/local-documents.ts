// SPDX-License-Identifier: AGPL-3.0-or-later
// The documents of a guest: texts of the pages in this browser, corrected by the same editor as those on the server.
import { effect } from '@preact/signals'
import { forEachConcurrently } from '@rmirror/shared/api'
import { noteTitle } from '../documents/note-title.ts'
import type { LibraryStore } from '../local/library.ts'
import type { OwnKeyTranscription } from '../own-key/own-key-transcription.ts'
import type { Store } from '../store.ts'
import { type GuestNote, guestNotes } from '../workspace/guest-notes.ts'
import type { LocalDocument } from '../workspace/local-database.ts'
import { type LocalPage, type LocalPages, LocalWorkspace } from '../workspace/local-workspace.ts'
import { Documents } from './documents.ts'

export interface LocalDocuments {
  workspace: LocalWorkspace
  documents: Documents
}

export type LocalStore = Pick<Store, 'library' | 'remote' | 'ownKeyTranscription' | 'pageTexts'>

const made = new WeakMap<LibraryStore, LocalDocuments>()

export function localDocumentsOf(store: LocalStore): LocalDocuments {
  const { library, remote, ownKeyTranscription, pageTexts } = store
  const known = made.get(library)
  if (known) return known
  const workspace = new LocalWorkspace({
    pages: pagesOf(library, ownKeyTranscription),
    merge: (base, mine, theirs) => library.pool.run('merge', { base, mine, theirs }),
  })
  const opened = { workspace, documents: new Documents(remote, library.pool, workspace) }
  made.set(library, opened)
  followNotes(workspace)
  effect(() => {
    const corrected = new Map<string, Map<string, string>>()
    for (const { kind, notebook_uuid, page_uuid, content } of workspace.documents.value.values()) {
      if (kind !== 'page') continue
      const pages = corrected.get(notebook_uuid) ?? new Map<string, string>()
      corrected.set(notebook_uuid, pages.set(page_uuid, content))
    }
    pageTexts.corrected.value = corrected
  })
  return opened
}

/**
 * Shows what earlier visits wrote, and merges it with each transcription that is made later. Resolves when it is shown.
 */
export async function openLocalDocuments(store: LocalStore): Promise<void> {
  const { workspace } = localDocumentsOf(store)
  let isFirst = true
  effect(() => {
    const hasTexts = store.ownKeyTranscription.texts.value.size > 0
    if (isFirst || !hasTexts) {
      isFirst = false
      return
    }
    // A page that is gone or can't be read has nothing to merge.
    for (const { kind, id } of workspace.documents.peek().values())
      if (kind === 'page') workspace.read(id).catch(() => {})
  })
  await workspace.opened
  await workspace.removeBlankNotes()
}

/** Shows a guest's notes in the library. A note that hasn't changed keeps its object. */
function followNotes(workspace: LocalWorkspace): void {
  effect(() => {
    const before = guestNotes.peek()
    const rows = [...workspace.documents.value.values()].filter(({ kind }) => kind === 'note')
    if (rows.length === 0 && before.size === 0) return
    guestNotes.value = new Map(
      rows.map((row) => {
        const known = before.get(row.id)
        return [row.id, known?.revision === row.revision ? known : noteOf(workspace, row)]
      }),
    )
  })
}

function noteOf(workspace: LocalWorkspace, row: LocalDocument): GuestNote {
  const { id, content, revision, folder_uuid: folder, saved_at } = row
  return {
    ...{ id, content, revision, folder, title: noteTitle(content), changedAt: Date.parse(saved_at) },
    async discard() {
      const versions = await workspace.versionsOf(id)
      await workspace.forget(row)
      return async () => {
        await workspace.adopt(row, versions)
      }
    },
  }
}

function pagesOf(
  library: Pick<LibraryStore, 'notebooks' | 'want'>,
  own: Pick<OwnKeyTranscription, 'textOf' | 'hasTextsOf'>,
): LocalPages {
  const find: LocalPages['find'] = async ({ notebook_uuid, page_uuid }) => {
    const notebook = library.notebooks.peek().get(notebook_uuid)
    const page = notebook?.pages.find(({ uuid }) => uuid === page_uuid)
    if (!notebook || !page) return null
    // Transcriptions are keyed by ink hash, so the page must be opened for it.
    await library.want(notebook, page)
    const state = page.state.peek()
    const text = state.kind === 'ready' ? own.textOf(state.summary.inkHash) : null
    const facts = { page_number: page.number, visible_name: notebook.facts.name }
    return { notebook_uuid, page_uuid, ...facts, transcription: text?.markdown ?? '' }
  }
  const transcribed = async () => {
    const found: LocalPage[] = []
    for (const { facts, pages } of library.notebooks.peek().values()) {
      if (!own.hasTextsOf(facts.uuid)) continue
      await forEachConcurrently(pages, 6, async ({ uuid }) => {
        const page = await find({ notebook_uuid: facts.uuid, page_uuid: uuid })
        if (page?.transcription) found.push(page)
      })
    }
    return found
  }
  return { find, transcribed }
}
