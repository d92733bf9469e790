// SPDX-License-Identifier: AGPL-3.0-or-later
// The notes in files of a tablet. They are read again for each request, because an assistant may run for days.
import { highlightText, noTranscriptions } from '@rmirror/shared/api'
import {
  completeRepairs,
  folderUuid,
  isInTrash,
  type Library,
  type LibraryCore,
  type Notebook,
  type PageSource,
  type PageState,
  rootUuid,
} from '@rmirror/shared/library'
import {
  type Format,
  failureOf,
  formats,
  isOfAllWork,
  type Pool,
  repairsOf,
  uploadTools,
} from '@rmirror/shared/workshop'
import { displayDrawer } from '@rmirror/shared/workshop/exports'
import { type Input, readInput } from '../inputs.ts'
import { bytesOf } from './exported.ts'
import type {
  Hit,
  Item,
  NotesSource,
  Page,
  PageText,
  Part,
  Picture,
  SearchQuestion,
  Todo,
  TodoQuestion,
} from './notes-source.ts'
import { readCursor, shortened } from './tool.ts'
import { ToolError } from './tool-error.ts'

export interface FileTools {
  core: LibraryCore
  pool: Pool
  openDedicatedPool(): Promise<Pool>
  countPages(notebooks: Notebook[], signal: AbortSignal): Promise<unknown>
}

/** In one search; the cursor leads to the others. */
const maxPagesRead = 1000
const maxKnownStates = 5000
const maxPagesOfHit = 5

export class FileNotes implements NotesSource {
  readonly #path: string
  readonly #tools: FileTools
  readonly #readState: ReturnType<typeof uploadTools>['readState']
  /** By what identifies the files of a page. */
  readonly #states = new Map<string, Promise<PageState>>()
  /** Pages are drawn, and files made, one by one: a PDF below them takes much memory. */
  #drawing: Promise<unknown> = Promise.resolve()

  constructor(path: string, tools: FileTools) {
    this.#path = path
    this.#tools = tools
    this.#readState = uploadTools(tools.pool, {}, tools.openDedicatedPool).readState
  }

  read(signal: AbortSignal): Promise<Input> {
    return readInput(this.#path, this.#tools.core, signal)
  }

  async items(signal: AbortSignal): Promise<Item[]> {
    const { library, isNamed } = await this.read(signal)
    const folders = library.folders.filter((folder) => !isInTrash(library.folders, folder))
    return [
      ...folders.map(({ uuid, name, parent, lastModified = 0 }): Item => {
        return {
          id: folderUuid(uuid),
          name,
          kind: 'folder',
          parent: parentId(parent),
          modified: timeOf(lastModified),
          tags: [],
        }
      }),
      ...notebooksOf(library, isNamed).map(itemOf),
    ]
  }

  async pages(id: string, signal: AbortSignal): Promise<Page[]> {
    const { pages } = await this.#notebook(id, signal)
    return pages.map(({ uuid, number, tags }) => ({ id: uuid, number, tags }))
  }

  async text(id: string, pageId: string, signal: AbortSignal): Promise<PageText | undefined> {
    const notebook = await this.#notebook(id, signal)
    const page = notebook.pages.find(({ uuid }) => uuid === pageId)
    if (!page) return undefined
    const state = await this.#stateOf(notebook, page, signal)
    const tools = { openDedicatedPool: this.#tools.openDedicatedPool, signal }
    await completeRepairs(
      [{ ...notebook, pages: [page] }],
      () => state,
      (_, marked) => repairsOf(notebook, marked, tools),
    )
    return {
      text: state.typed_markdown,
      isTranscribed: !state.has_ink,
      highlights: highlightsOf(state).map((text) => ({ text, note: '' })),
    }
  }

  async picture(id: string, pageId: string, part: number, signal: AbortSignal): Promise<Picture | undefined> {
    const notebook = await this.#notebook(id, signal)
    const page = notebook.pages.find(({ uuid }) => uuid === pageId)
    if (!page || part > 1) return undefined
    const drawn = this.#drawing.then(() => this.#draw(notebook, page, signal))
    this.#drawing = drawn.catch(() => undefined)
    return { png: await drawn, parts: 1 }
  }

  /** All words must be in the names and tags, or together with them on one page. */
  async search({ query, within, limit, cursor }: SearchQuestion, signal: AbortSignal): Promise<Part<Hit>> {
    const words = wordsOf(query)
    const { library, isNamed } = await this.read(signal)
    const notebooks = newestFirst(notebooksOf(library, isNamed)).filter((each) => isWithin(library, each, within))
    const [from] = readCursor(cursor)
    const items: Hit[] = []
    let read = 0
    let at = from
    for (; at < notebooks.length && items.length < limit && read < maxPagesRead; at++) {
      const notebook = notebooks[at] as Notebook
      const title = plain(`${notebook.name} ${notebook.tags.join(' ')}`)
      const pages: Hit['pages'] = []
      for (const page of notebook.pages) {
        if (pages.length === maxPagesOfHit) break
        const snippets = found(await this.#textsOf(notebook, page, signal), page.tags, title, words)
        if (snippets.length > 0) pages.push({ page: page.number, snippets })
        read++
      }
      if (pages.length > 0 || words.every((word) => title.includes(word))) items.push({ item: notebook.uuid, pages })
    }
    return { items, next: at < notebooks.length ? String(at) : null }
  }

  async todos({ isDone, within, allowed, limit, cursor }: TodoQuestion, signal: AbortSignal): Promise<Part<Todo>> {
    const { library, isNamed } = await this.read(signal)
    const notebooks = newestFirst(notebooksOf(library, isNamed)).filter(
      (notebook) => allowed.has(notebook.uuid) && isWithin(library, notebook, within),
    )
    const [from, skipped] = readCursor(cursor)
    const items: Todo[] = []
    let read = 0
    for (let at = from; at < notebooks.length; at++) {
      if (read >= maxPagesRead) return { items, next: String(at) }
      const notebook = notebooks[at] as Notebook
      const its: Todo[] = []
      for (const page of notebook.pages) {
        const [typed = ''] = await this.#textsOf(notebook, page, signal)
        its.push(...todosIn(typed, notebook.uuid, page.number))
        read++
      }
      const wanted = its.filter(({ is_done }) => isDone === undefined || is_done === isDone)
      const start = at === from ? skipped : 0
      const taken = wanted.slice(start, start + limit - items.length)
      items.push(...taken)
      if (start + taken.length < wanted.length) return { items, next: `${at}:${start + taken.length}` }
    }
    return { items, next: null }
  }

  readonly exportFormats = [formats.markdown, formats.plain, formats.html, formats.pdf]

  async exported(id: string, format: Format, signal: AbortSignal): Promise<Uint8Array> {
    const notebook = await this.#notebook(id, signal)
    const { folders } = (await this.read(signal)).library
    const { pool, openDedicatedPool } = this.#tools
    const tools = { pool, openDedicatedPool, readHandwriting: async () => noTranscriptions, background: true, signal }
    const made = this.#drawing.then(() => bytesOf(format, { notebooks: [notebook], folders }, tools))
    this.#drawing = made.catch(() => undefined)
    return made
  }

  close(): Promise<void> {
    return this.#tools.pool.close()
  }

  async #notebook(id: string, signal: AbortSignal): Promise<Notebook> {
    const { library, isNamed } = await this.read(signal)
    const notebook = notebooksOf(library, isNamed).find(({ uuid }) => uuid === id)
    if (!notebook) throw new ToolError("This notebook isn't there any more.")
    if (notebook.unopened === 'uncounted') await this.#tools.countPages([notebook], signal)
    return notebook
  }

  /**
   * Typed text and highlights, with what is printed there on pages that were read before: comparing all documents would
   * take too long for a search. A page that can't be read has none.
   */
  async #textsOf(notebook: Notebook, page: PageSource, signal: AbortSignal): Promise<string[]> {
    if (!page.file) return []
    try {
      const state = await this.#stateOf(notebook, page, signal)
      return [state.typed_markdown, ...highlightsOf(state)]
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof ToolError) return []
      throw error
    }
  }

  async #stateOf(notebook: Notebook, page: PageSource, signal: AbortSignal): Promise<PageState> {
    const files = [page.file, page.highlights, page.layerMetadata]
    const key = JSON.stringify([page.index, ...files.map((file) => file && [file.path, file.size, file.modified])])
    let state = this.#states.get(key)
    if (!state) {
      if (this.#states.size >= maxKnownStates) this.#states.clear()
      // Without a signal: several requests may wait for it.
      state = this.#readState(page, notebook)
      this.#states.set(key, state)
      state.catch(() => this.#states.delete(key))
    }
    signal.throwIfAborted()
    return state.catch((error: unknown) => {
      throw inWords(error)
    })
  }

  async #draw(notebook: Notebook, page: PageSource, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted()
    const { pool, openDedicatedPool } = this.#tools
    const drawer = displayDrawer(notebook, { pool, openDedicatedPool, signal })
    try {
      return (await drawer.draw(page)).png
    } catch (error) {
      signal.throwIfAborted()
      throw inWords(error)
    } finally {
      await drawer.close()
    }
  }
}

/** Of text and of pen marks. */
function highlightsOf({ highlights, pen_marks = [] }: PageState): string[] {
  return [...highlights, ...pen_marks].map(highlightText)
}

function inWords(error: unknown): unknown {
  return isOfAllWork(error) ? error : new ToolError(`This page can't be read: ${failureOf(error).detail}`)
}

/** One that was given by itself is shown, also if it is in the trash. */
function notebooksOf({ notebooks, folders }: Library, isNamed: boolean): Notebook[] {
  return isNamed ? notebooks : notebooks.filter((notebook) => !isInTrash(folders, notebook))
}

const newestFirst = (notebooks: Notebook[]) => notebooks.toSorted((a, b) => b.lastModified - a.lastModified)
const parentId = (parent: string) => (parent === rootUuid ? rootUuid : folderUuid(parent))
const timeOf = (ms: number) => (ms > 0 && ms < Date.UTC(10_000, 0) ? new Date(ms).toISOString() : null)

function itemOf({ uuid, name, kind, parent, lastModified, tags }: Notebook): Item {
  const isSource = kind === 'pdf' || kind === 'epub'
  return {
    ...{ id: uuid, name, kind: isSource ? kind : 'notebook', parent: parentId(parent) },
    ...{ modified: timeOf(lastModified), tags },
  }
}

function isWithin({ folders }: Library, notebook: Notebook, within: Item | undefined): boolean {
  if (!within || notebook.uuid === within.id) return true
  const byId = new Map(folders.map((folder) => [folderUuid(folder.uuid), folder]))
  const seen = new Set<string>()
  for (let at = parentId(notebook.parent); !seen.has(at); at = parentId(byId.get(at)?.parent ?? rootUuid)) {
    if (at === within.id) return true
    seen.add(at)
  }
  return false
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()

function wordsOf(query: string): string[] {
  const words = plain(query)
    .split(/[\s"]+/)
    .filter((word) => word !== '')
  if (words.length === 0) throw new ToolError('The query has no words.')
  return words
}

const snippetLength = 200

/** The lines with the words, if all of them are on the page and at least one isn't only in the title. */
function found(texts: string[], tags: string[], title: string, words: string[]): string[] {
  const lines = [...texts.flatMap((text) => text.split('\n')), ...tags.map((tag) => `#${tag}`)]
  const all = plain(lines.join('\n'))
  if (!words.every((word) => all.includes(word) || title.includes(word))) return []
  return lines
    .filter((line) => words.some((word) => plain(line).includes(word)))
    .slice(0, 3)
    .map((line) => shortened(line.trim(), snippetLength))
}

const task = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[([ xX])\]\s+(.*)$/

function todosIn(markdown: string, notebook: string, page: number): Todo[] {
  return markdown.split('\n').flatMap((line) => {
    const match = task.exec(line)
    return match ? [{ id: null, notebook, page, text: match[2] ?? '', is_done: match[1] !== ' ' }] : []
  })
}
