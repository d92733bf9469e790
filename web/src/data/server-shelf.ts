// SPDX-License-Identifier: AGPL-3.0-or-later
// The library as the server knows it: what was synced from any browser or device. In memory only.
import { effect, signal } from '@preact/signals'
import { answerTo, type components, type paths } from '@rmirror/shared/api'
import { type Folder, trashUuid } from '@rmirror/shared/library'
import type { NotebookFacts } from '../render/protocol.ts'
import { type Account, isServersFault } from './account.ts'

export type ServerPage = components['schemas']['Page']

/** What a library shows of a notebook, wherever that lies. */
export type ShownFacts = Pick<
  NotebookFacts,
  'uuid' | 'name' | 'parent' | 'tags' | 'lastModified' | 'pinned' | 'orientation'
>

export interface ServerNotebook {
  facts: ShownFacts
  pageCount: number
}

/** A page as it was synced. */
export interface SyncedPage {
  status: ServerPage['ocr_status']
  typedText: string
  /** null: not read yet. */
  readText: string | null
  pictures: SyncedPicture[]
}

export interface SyncedPicture {
  picture: Blob
  /** Pixels. */
  width: number
  height: number
  /** Page units, in the page's own frame. */
  rect: { x: number; y: number; width: number; height: number }
}

/** How many pages' pictures stay in memory. */
const keptPages = 60

export class ServerShelf {
  readonly notebooks = signal<ReadonlyMap<string, ServerNotebook>>(new Map())
  readonly folders = signal<ReadonlyMap<string, Folder>>(new Map())
  /** "unknown" as long as nobody is signed in. */
  readonly state = signal<'unknown' | 'loading' | 'here' | 'failed'>('unknown')
  /** Why it failed. */
  readonly failure = signal<unknown>(null)
  readonly #account: Account
  #pages = new Map<string, Promise<ServerPage[]>>()
  #synced = new Map<string, Promise<SyncedPage>>()
  /** Ends what was asked for whoever was signed in before. */
  #until = new AbortController()

  constructor(account: Account) {
    this.#account = account
    effect(() => {
      const user = account.user.value
      this.#forget()
      if (user) void this.load()
    })
  }

  /** What comes stands in the signals, and so does what the server refused. */
  async load(): Promise<void> {
    const { signal } = this.#until
    if (this.state.peek() !== 'here') this.state.value = 'loading'
    try {
      const { items } = await answerTo(this.#account.api.GET('/api/v1/notebooks/tree', { ...unkept, signal }))
      if (signal.aborted) return
      this.#pages.clear()
      this.#synced.clear()
      const folders = items.filter(({ document_type }) => document_type === 'folder')
      const notebooks = items.filter(({ document_type }) => document_type !== 'folder')
      this.folders.value = new Map(folders.map((item) => [item.notebook_uuid, folderOf(item)]))
      this.notebooks.value = new Map(notebooks.map((item) => [item.notebook_uuid, notebookOf(item)]))
      this.state.value = 'here'
    } catch (error) {
      if (signal.aborted) return
      if (!isServersFault(error)) throw error
      this.failure.value = error
      // What was there before is better than nothing.
      if (this.state.value === 'loading') this.state.value = 'failed'
    }
  }

  pagesOf(notebook: string): Promise<ServerPage[]> {
    return remember(this.#pages, notebook, async () => {
      const params = { path: { notebook_uuid: notebook } }
      const { signal } = this.#until
      const answer = await answerTo(
        this.#account.api.GET('/api/v1/notebooks/{notebook_uuid}', { ...unkept, params, signal }),
      )
      return answer.pages
    })
  }

  page({ notebook_uuid, page_uuid }: Pick<ServerPage, 'notebook_uuid' | 'page_uuid'>): Promise<SyncedPage> {
    const synced = remember(this.#synced, `${notebook_uuid}/${page_uuid}`, () =>
      this.#fetchPage({ notebook_uuid, page_uuid }),
    )
    for (const oldest of this.#synced.keys()) {
      if (this.#synced.size <= keptPages) break
      this.#synced.delete(oldest)
    }
    return synced
  }

  async #fetchPage(path: { notebook_uuid: string; page_uuid: string }): Promise<SyncedPage> {
    const { api } = this.#account
    const { signal } = this.#until
    const page = await answerTo(
      api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}', { ...unkept, params: { path }, signal }),
    )
    const pictures = page.images.map(async ({ part, width, height, rect }) => {
      const question = { ...unkept, params: { path, query: { part } }, parseAs: 'blob', signal } as const
      const picture = await answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/image', question))
      return { picture, width, height, rect }
    })
    return {
      status: page.ocr_status,
      typedText: page.typed_text,
      readText: page.ocr_text,
      pictures: await Promise.all(pictures),
    }
  }

  #forget(): void {
    this.#until.abort()
    this.#until = new AbortController()
    this.#pages = new Map()
    this.#synced = new Map()
    this.notebooks.value = new Map()
    this.folders.value = new Map()
    this.state.value = 'unknown'
  }
}

/** The browser's own store of answers would outlive the visit. */
const unkept = { cache: 'no-store' } as const

function remember<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const before = known.get(key)
  if (before) return before
  const answer = ask()
  known.set(key, answer)
  answer.catch(() => known.delete(key))
  return answer
}

type Tree = paths['/api/v1/notebooks/tree']['get']['responses']['200']['content']['application/json']
type Item = Tree['items'][number]

function folderOf(item: Item): Folder {
  return { uuid: item.notebook_uuid, name: item.visible_name, parent: parentOf(item) }
}

function notebookOf(item: Item): ServerNotebook {
  const facts = {
    uuid: item.notebook_uuid,
    name: item.visible_name,
    parent: parentOf(item),
    tags: item.tags,
    lastModified: item.last_modified === null ? 0 : Date.parse(item.last_modified),
    pinned: item.is_pinned,
    orientation: item.orientation,
  }
  return { facts, pageCount: item.sync_progress.total }
}

/** What is trashed as a part of a trashed folder stays in that folder. */
function parentOf({ parent_uuid, is_trashed }: Item): string {
  return parent_uuid ?? (is_trashed ? trashUuid : '')
}
