// SPDX-License-Identifier: AGPL-3.0-or-later
// What an assistant can be shown: files of a tablet, or an account. Nothing in here is in the trash.
import type { Format } from '@rmirror/shared/workshop'

export interface Item {
  id: string
  name: string
  kind: 'folder' | 'notebook' | 'pdf' | 'epub' | 'note'
  /** A folder's id; "" at the top. */
  parent: string
  /** RFC 3339; null if unknown. */
  modified: string | null
  tags: string[]
}

export interface Page {
  id: string
  /** 1-based. */
  number: number
  tags: string[]
}

export interface PageText {
  /** Handwriting or what a person made of it, then typed text; Markdown. */
  text: string
  /** Whether `text` has the handwriting: files don't contain a transcription, and an account may wait for it. */
  isTranscribed: boolean
  highlights: { text: string; note: string }[]
}

export interface Picture {
  png: Uint8Array
  /** A page too tall for one picture has several. */
  parts: number
}

export interface Hit {
  item: string
  pages: { page: number; snippets: string[] }[]
}

export interface Todo {
  /** Null in files, where to-dos can't be ticked. */
  id: string | null
  notebook: string
  page: number
  text: string
  is_done: boolean
}

/** `next`: the cursor of the following part; null at the end. */
export interface Part<Each> {
  items: Each[]
  next: string | null
}

export interface Question {
  limit: number
  cursor: string | undefined
}

export interface SearchQuestion extends Question {
  query: string
  /** A folder or a notebook: only it and what is in it. */
  within: Item | undefined
}

export interface TodoQuestion extends Question {
  isDone: boolean | undefined
  /** A folder or a notebook: only its to-dos. */
  within: Item | undefined
  /** The notebooks that may be shown. */
  allowed: ReadonlySet<string>
}

/** Changes are for accounts only. */
export interface Changes {
  /** False if the page has no such to-do. */
  setTodo(
    place: { notebook: string; page: string; todo: string },
    isDone: boolean,
    signal: AbortSignal,
  ): Promise<boolean>
  /** `folder`: "" for the top. */
  writeNote(text: string, folder: string, signal: AbortSignal): Promise<{ id: string; name: string }>
}

export interface NotesSource {
  items(signal: AbortSignal): Promise<Item[]>
  pages(notebook: string, signal: AbortSignal): Promise<Page[]>
  /** Undefined if the page is gone. */
  text(notebook: string, page: string, signal: AbortSignal): Promise<PageText | undefined>
  /** `part` is 1-based. Undefined if there is no such picture. */
  picture(notebook: string, page: string, part: number, signal: AbortSignal): Promise<Picture | undefined>
  search(question: SearchQuestion, signal: AbortSignal): Promise<Part<Hit>>
  todos(question: TodoQuestion, signal: AbortSignal): Promise<Part<Todo>>
  /** The formats of files that a notebook can be exported as. */
  readonly exportFormats: readonly Format[]
  exported(notebook: string, format: Format, signal: AbortSignal): Promise<Uint8Array>
  changes?: Changes
  close(): Promise<void>
}
