// SPDX-License-Identifier: AGPL-3.0-or-later
// Open to-dos in texts of this browser: a guest's notes, and pages that were transcribed with the user's own key or
// written by hand. For what is on the server, the server lists them.
import { asTasks, withAttachmentNames } from '@rmirror/shared/library'
import type { LibraryStore } from '../local/library.ts'
import type { LiveNotebook } from '../local/live-notebook.ts'
import type { GuestNote } from '../workspace/guest-notes.ts'
import type { PageTexts } from './page-texts.ts'

export interface OwnTodo {
  text: string
  notebook_uuid: string
  /** "" of a note without a title. */
  name: string
  /** null: it is in a note. */
  page: number | null
}

const openTask = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[ \][ \t]+(?:todo:)?(.*)$/gim

/** In all notations that the server accepts. Like it, two letters are taken for a misreading. */
export function openTasksIn(markdown: string): string[] {
  const texts = [...asTasks(markdown).matchAll(openTask)].map(([, text = '']) => withAttachmentNames(text.trim()))
  return texts.filter((text) => [...text].length >= 3)
}

interface Tools {
  library: Pick<LibraryStore, 'notebooks' | 'want'>
  own: Pick<PageTexts, 'hasTextsOf' | 'textOf'>
  notes: ReadonlyMap<string, GuestNote>
  isSynced: (notebook: string) => boolean
}

/** In page order, last modified notebook or note first. Opens the pages, because transcriptions are keyed by ink hash. */
export async function findOwnTodos(tools: Tools, signal: AbortSignal): Promise<OwnTodo[]> {
  const { library, own, notes, isSynced } = tools
  const found: { modified: number; todos: OwnTodo[] }[] = []
  for (const note of notes.values())
    if (!isSynced(note.id)) found.push({ modified: note.changedAt, todos: todosOfNote(note) })
  for (const notebook of library.notebooks.peek().values()) {
    const { uuid, lastModified } = notebook.facts
    if (!own.hasTextsOf(uuid) || isSynced(uuid)) continue
    found.push({ modified: lastModified, todos: await todosOfNotebook(tools, notebook, signal) })
  }
  return found.toSorted((a, b) => b.modified - a.modified).flatMap(({ todos }) => todos)
}

function todosOfNote({ id, title, content }: GuestNote): OwnTodo[] {
  return openTasksIn(content).map((text) => ({ text, notebook_uuid: id, name: title, page: null }))
}

async function todosOfNotebook(
  { library, own }: Pick<Tools, 'library' | 'own'>,
  notebook: LiveNotebook,
  signal: AbortSignal,
): Promise<OwnTodo[]> {
  const { uuid: notebook_uuid, name } = notebook.facts
  const found: OwnTodo[] = []
  for (const page of notebook.pages) {
    await library.want(notebook, page)
    signal.throwIfAborted()
    const state = page.state.peek()
    const text =
      state.kind === 'ready' ? own.textOf(state.summary.inkHash, { notebook_uuid, page_uuid: page.uuid }) : null
    for (const task of openTasksIn(text?.markdown ?? ''))
      found.push({ text: task, notebook_uuid, name, page: page.number })
  }
  return found
}
