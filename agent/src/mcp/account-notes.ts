// SPDX-License-Identifier: AGPL-3.0-or-later
// The notes of an account, asked of its server.
import { randomUUID } from 'node:crypto'
import {
  type Api,
  answerTo,
  fetchPage,
  fetchPages,
  fetchPicture,
  fetchTranscriptions,
  fetchTree,
  folderOf,
  type PageDetail,
  pageContentsOf,
  parentOf,
  quotationsOf,
  type ServerPage,
  type Tree,
  typedTextOf,
} from '@rmirror/shared/api'
import { type Notebook, rootUuid } from '@rmirror/shared/library'
import { type Format, formats } from '@rmirror/shared/workshop'
import { type Connection, commandErrorFrom } from '../account/connection.ts'
import { bytesOf } from './exported.ts'
import type {
  Changes,
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
import { shortened } from './tool.ts'
import { ToolError } from './tool-error.ts'

const maxAnswers = 10
const maxSnippet = 300

export class AccountNotes implements NotesSource {
  readonly #connect: () => Promise<Connection>
  #connection: Promise<Connection> | undefined
  #tree: Tree | undefined
  /** Ids of notes that were sent and perhaps not stored, by what was sent. */
  readonly #unanswered = new Map<string, string>()

  constructor(connect: () => Promise<Connection>) {
    this.#connect = connect
  }

  async items(signal: AbortSignal): Promise<Item[]> {
    // Every call of a tool begins here. Another process may have renewed the token since, which ends the old one.
    this.#connection = this.#connect()
    this.#tree = await this.#ask((api) => fetchTree(api, signal, this.#tree), signal)
    return this.#tree.items.filter(({ is_trashed }) => !is_trashed).map(itemOf)
  }

  async pages(notebook: string, signal: AbortSignal): Promise<Page[]> {
    const pages = (await this.#ask((api) => fetchPages(api, notebook, signal), signal)) ?? []
    return pages.map(({ page_uuid, page_number, tags }) => ({ id: page_uuid, number: page_number, tags }))
  }

  async text(notebook: string, page: string, signal: AbortSignal): Promise<PageText | undefined> {
    const detail = await this.#detail(notebook, page, signal)
    if (!detail) return undefined
    const { text, typed, highlights, waits } = pageContentsOf(detail)
    return {
      text: [text, typed].filter((each) => each !== '').join('\n\n'),
      isTranscribed: !waits || detail.document !== null,
      highlights,
    }
  }

  /** As the tablet shows the page, or else its handwriting. */
  async picture(notebook: string, page: string, part: number, signal: AbortSignal): Promise<Picture | undefined> {
    const detail = await this.#detail(notebook, page, signal)
    const pictures = detail ? pageContentsOf(detail).pictures : []
    const picture = pictures[part - 1]
    if (!picture) return undefined
    const place = { notebook_uuid: notebook, page_uuid: page }
    return {
      png: await this.#ask((api) => fetchPicture(api, place, picture.query, signal), signal),
      parts: pictures.length,
    }
  }

  async search({ query: q, within, limit, cursor }: SearchQuestion, signal: AbortSignal): Promise<Part<Hit>> {
    const place = within && (within.kind === 'folder' ? { folder: within.id } : { notebook: within.id })
    const query = { q, ...place, limit, ...(cursor !== undefined && { cursor }) }
    const { items, next } = await this.#ask(
      (api) => answerTo(api.GET('/api/v1/search', { params: { query }, signal, cache: 'no-store' })),
      signal,
    )
    const hits = items.map(({ notebook, pages }) => ({
      item: notebook.notebook_uuid,
      pages: pages.map(({ page_number, snippets }) => ({
        page: page_number,
        snippets: snippets.map(({ text }) => shortened(text, maxSnippet)),
      })),
    }))
    return { items: hits, next }
  }

  async todos({ isDone, within, allowed, limit, cursor }: TodoQuestion, signal: AbortSignal): Promise<Part<Todo>> {
    const found: Todo[] = []
    let next = cursor ?? null
    const place = within && (within.kind === 'folder' ? { folder: within.id } : { notebook_uuid: within.id })
    // What is in the trash is left out here, so several answers may be needed for one.
    for (let asked = 0; asked < maxAnswers && found.length < limit; asked++) {
      const query = {
        limit: limit - found.length,
        ...(isDone !== undefined && { state: isDone ? ('completed' as const) : ('open' as const) }),
        ...place,
        ...(next !== null && { cursor: next }),
      }
      const call = (api: Api) => answerTo(api.GET('/api/v1/todos', { params: { query }, signal, cache: 'no-store' }))
      const answer = await this.#ask(call, signal)
      for (const { id, notebook_uuid, page_number, text, is_completed } of answer.items)
        if (allowed.has(notebook_uuid))
          found.push({ id, notebook: notebook_uuid, page: page_number, text, is_done: is_completed })
      next = answer.next
      if (next === null) break
    }
    return { items: found, next }
  }

  /** What needs the notebook's files isn't there. */
  readonly exportFormats = [formats.markdown, formats.plain, formats.html]

  /** As `rmirror export` writes it. */
  async exported(id: string, format: Format, signal: AbortSignal): Promise<Uint8Array> {
    const items = this.#tree?.items ?? []
    const item = items.find(({ notebook_uuid }) => notebook_uuid === id)
    const pages = (await this.#ask((api) => fetchPages(api, id, signal), signal)) ?? []
    if (!item) throw new ToolError("This notebook isn't there any more.")
    const details = (page: string) => this.#detail(id, page, signal)
    const server = { pagesOf: async () => pages, page: ({ page_uuid }: { page_uuid: string }) => details(page_uuid) }
    const inks = new Map(pages.map(({ page_uuid, ink_hash }) => [page_uuid, async () => ink_hash]))
    return bytesOf(
      format,
      {
        notebooks: [exportedNotebook(item, pages)],
        folders: items.filter(({ document_type }) => document_type === 'folder').map(folderOf),
      },
      {
        ...{ pool: noPool, openDedicatedPool: noPool.run, background: true, signal },
        readHandwriting: () => fetchTranscriptions(server, id, inks, signal),
        instead: () => ({
          text: async ({ uuid }, withHighlights) => {
            const detail = await details(uuid)
            if (!detail) return ''
            const typed = typedTextOf(detail)
            return withHighlights ? [typed, quotationsOf(detail)].filter((each) => each !== '').join('\n\n') : typed
          },
          picture: noPool.run,
        }),
      },
    )
  }

  readonly changes: Changes = {
    setTodo: async ({ notebook, page, todo: id }, is_completed, signal) => {
      const detail = await this.#detail(notebook, page, signal)
      if (!detail?.todos.some((todo) => todo.id === id)) return false
      const question = { params: { path: { id } }, body: { is_completed }, signal } as const
      await this.#ask((api) => answerTo(api.PATCH('/api/v1/todos/{id}', question)), signal)
      return true
    },
    writeNote: async (content, folder, signal) => {
      const { items } = await this.#ask((api) => answerTo(api.GET('/api/v1/workspaces', { signal })), signal)
      const workspace_id = items[0]?.id
      if (workspace_id === undefined) throw new ToolError('This account has no place for notes.')
      const body = { content, folder_uuid: folder === rootUuid ? null : folder }
      // An assistant writes a note again if it got no answer, though it may be there: with the same id, it stays one.
      const sent = JSON.stringify(body)
      const id = this.#unanswered.get(sent) ?? randomUUID()
      this.#unanswered.set(sent, id)
      const question = { params: { path: { workspace_id } }, body: { ...body, id }, signal } as const
      const note = await this.#ask(async (api) => {
        const call = api.POST('/api/v1/workspaces/{workspace_id}/documents', question)
        if ((await call).response.status < 500) this.#unanswered.delete(sent)
        return answerTo(call)
      }, signal)
      return { id: note.notebook_uuid, name: note.visible_name }
    },
  }

  async close(): Promise<void> {}

  #detail(notebook_uuid: string, page_uuid: string, signal: AbortSignal): Promise<PageDetail | null> {
    return this.#ask((api) => fetchPage(api, { notebook_uuid, page_uuid }, signal), signal)
  }

  /** Rejects with a CommandError if the server doesn't answer, or refuses. */
  async #ask<Answer>(question: (api: Api) => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    this.#connection ??= this.#connect()
    const connection = await this.#connection
    try {
      return await question(connection.api)
    } catch (error) {
      signal.throwIfAborted()
      throw commandErrorFrom(error, connection)
    }
  }
}

/** Texts need no workers. */
const noPool = {
  size: 3,
  run: async (): Promise<never> => {
    throw new Error('An export from an account has no files')
  },
}

function exportedNotebook(item: Tree['items'][number], pages: ServerPage[]): Notebook {
  const { notebook_uuid: uuid, visible_name: name, tags, last_modified, is_pinned: pinned, orientation } = item
  return {
    ...{ uuid, name, tags, pinned, orientation, kind: 'notebook', parent: parentOf(item) },
    ...(item.document_type === 'notes' && { isNote: true }),
    lastModified: last_modified === null ? 0 : Date.parse(last_modified),
    ...{ lastOpened: 0, authors: [], coverPage: 0, problems: [] },
    pages: pages.map((page) => ({
      ...{ uuid: page.page_uuid, number: page.page_number, tags: page.tags },
      ...{ index: 0, template: '', sourcePage: null },
    })),
  }
}

function itemOf({
  notebook_uuid,
  visible_name,
  document_type,
  parent_uuid,
  last_modified,
  tags,
}: Tree['items'][number]): Item {
  return {
    ...{ id: notebook_uuid, name: visible_name, parent: parent_uuid ?? rootUuid, modified: last_modified, tags },
    kind: document_type === 'notes' ? 'note' : document_type,
  }
}
