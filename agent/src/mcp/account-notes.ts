// SPDX-License-Identifier: AGPL-3.0-or-later
// The notes of an account, asked of its server.
import {
  type Api,
  answerTo,
  fetchPage,
  fetchPages,
  fetchPicture,
  fetchTree,
  type PageDetail,
  pageContentsOf,
  type Tree,
} from '@rmirror/shared/api'
import { rootUuid } from '@rmirror/shared/library'
import { type Connection, commandErrorFrom } from '../account/connection.ts'
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

  async todos({ isDone, notebook, allowed, limit, cursor }: TodoQuestion, signal: AbortSignal): Promise<Part<Todo>> {
    const found: Todo[] = []
    let next = cursor ?? null
    // To-dos of other notebooks are left out here, so several answers may be needed for one.
    for (let asked = 0; asked < maxAnswers && found.length < limit; asked++) {
      const query = {
        limit: limit - found.length,
        ...(isDone !== undefined && { state: isDone ? ('completed' as const) : ('open' as const) }),
        ...(notebook !== undefined && { notebook_uuid: notebook }),
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
      const question = { params: { path: { workspace_id } }, body, signal } as const
      const call = (api: Api) => answerTo(api.POST('/api/v1/workspaces/{workspace_id}/documents', question))
      const { notebook_uuid: id, visible_name: name } = await this.#ask(call, signal)
      return { id, name }
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
