// SPDX-License-Identifier: AGPL-3.0-or-later
// Open to-dos on pages that were transcribed with the user's own key. For synced notebooks the server lists them.
import type { LibraryStore } from '../local/library.ts'
import type { PageTexts } from './page-texts.ts'

export interface OwnTodo {
  text: string
  notebook_uuid: string
  name: string
  page: number
}

const openTask = /^ *[-*] \[ \] +(\S.*)$/gm

export function openTasksIn(markdown: string): string[] {
  return [...markdown.matchAll(openTask)].map(([, text = '']) => text.trim())
}

interface Tools {
  library: Pick<LibraryStore, 'notebooks' | 'want'>
  own: Pick<PageTexts, 'hasTextsOf' | 'textOf'>
  isSynced: (notebook: string) => boolean
}

/** In page order, last modified notebook first. Opens the pages, because transcriptions are keyed by ink hash. */
export async function findOwnTodos({ library, own, isSynced }: Tools, signal: AbortSignal): Promise<OwnTodo[]> {
  const found: OwnTodo[] = []
  const notebooks = [...library.notebooks.peek().values()]
    .filter(({ facts: { uuid } }) => own.hasTextsOf(uuid) && !isSynced(uuid))
    .sort((a, b) => b.facts.lastModified - a.facts.lastModified)
  for (const notebook of notebooks)
    for (const page of notebook.pages) {
      await library.want(notebook, page)
      signal.throwIfAborted()
      const state = page.state.peek()
      const { uuid, name } = notebook.facts
      const place = { notebook_uuid: uuid, page_uuid: page.uuid }
      const text = state.kind === 'ready' ? own.textOf(state.summary.inkHash, place) : null
      for (const task of openTasksIn(text?.markdown ?? ''))
        found.push({ text: task, notebook_uuid: uuid, name, page: page.number })
    }
  return found
}
