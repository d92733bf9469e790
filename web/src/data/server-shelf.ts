// SPDX-License-Identifier: AGPL-3.0-or-later
// The library as the server knows it: what was synced from any browser or device, and what was read on its pages. In
// memory only, and as new as the server's last word.
import { effect, signal } from '@preact/signals'
import {
  answerTo,
  type Change,
  fetchPage,
  fetchTree,
  type InkHashes,
  noPagesRead,
  type PageDetail,
  type PagePlace,
  type PagesAtServer,
  type ReadPages,
  readPages,
  type ServerPage,
  type Tree,
  type TreeItem,
} from '@rmirror/shared/api'
import { type Folder, trashUuid } from '@rmirror/shared/library'
import type { NotebookFacts } from '@rmirror/shared/workshop'
import { type Account, isServersFault } from './account.ts'
import { hearNews } from './news.ts'

/** What a library shows of a notebook, wherever that lies. */
export type ShownFacts = Pick<
  NotebookFacts,
  'uuid' | 'name' | 'parent' | 'tags' | 'lastModified' | 'pinned' | 'orientation'
>

export interface ServerNotebook {
  facts: ShownFacts
  pageCount: number
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

/** Texts are small, but a library may have very many. */
const keptTexts = 2_000

export class ServerShelf implements PagesAtServer {
  readonly notebooks = signal<ReadonlyMap<string, ServerNotebook>>(new Map())
  readonly folders = signal<ReadonlyMap<string, Folder>>(new Map())
  /** "unknown" as long as nobody is signed in. */
  readonly state = signal<'unknown' | 'loading' | 'here' | 'failed'>('unknown')
  /** Why it failed. */
  readonly failure = signal<unknown>(null)
  /** Goes up whenever something of a page changed: what was asked for before may be out of date. */
  readonly version = signal(0)
  readonly #account: Account
  #tree: Tree | undefined
  #pages = new Map<string, Promise<ServerPage[]>>()
  #details = new Map<string, Promise<PageDetail | null>>()
  #pictures = new Map<string, Promise<SyncedPicture[]>>()
  /** Of pages that were asked for, by the server's own ids. */
  readonly #places = new Map<string, PagePlace>()
  /** When notebooks and folders were changed last. */
  #changed = new Map<string, string>()
  /** Ends what was asked for whoever was signed in before. */
  #until = new AbortController()

  constructor(account: Account) {
    this.#account = account
    effect(() => {
      const user = account.user.value
      this.#forget()
      if (user) void this.#open()
    })
  }

  async #open(): Promise<void> {
    const { signal } = this.#until
    const { patientApi } = this.#account
    const load = async () => {
      await this.load()
      return this.#tree?.cursor
    }
    await hearNews({ api: patientApi, signal, load, hear: (news) => this.#hear(news) })
  }

  /** What comes stands in the signals, and so does what the server refused. */
  async load(): Promise<void> {
    const { signal } = this.#until
    if (this.state.peek() !== 'here') this.state.value = 'loading'
    try {
      const tree = await fetchTree(this.#account.api, signal, this.#tree)
      if (signal.aborted) return
      this.#tree = tree
      const { items } = tree
      this.#pages.clear()
      this.#details.clear()
      this.#changed = new Map(items.map((item) => [item.notebook_uuid, item.updated_at]))
      const folders = items.filter(({ document_type }) => document_type === 'folder')
      const notebooks = items.filter(({ document_type }) => document_type !== 'folder')
      this.folders.value = new Map(folders.map((item) => [item.notebook_uuid, folderOf(item)]))
      this.notebooks.value = new Map(notebooks.map((item) => [item.notebook_uuid, notebookOf(item)]))
      this.state.value = 'here'
      this.version.value += 1
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

  /** null: the server does not know this page. */
  page(place: PagePlace): Promise<PageDetail | null> {
    const found = remember(this.#details, keyOf(place), () => this.#fetchPage(place))
    dropOldest(this.#details, keptTexts)
    return found
  }

  /** What was read on those of the notebook's pages that look here as they did then, and which of them wait. */
  async readPages(notebook: string, here: InkHashes, signal: AbortSignal): Promise<ReadPages> {
    return this.notebooks.peek().has(notebook) ? readPages(this, notebook, here, signal) : noPagesRead
  }

  /** All parts; asked for again only when there are others. */
  async pictures(place: PagePlace): Promise<SyncedPicture[]> {
    const page = await this.page(place)
    if (!page) return []
    const { ink_hash, is_image_current, images } = page
    const key = `${keyOf(place)} ${JSON.stringify([ink_hash, is_image_current, images])}`
    const pictures = remember(this.#pictures, key, () => this.#fetchPictures(page))
    dropOldest(this.#pictures, keptPages)
    return pictures
  }

  async #fetchPage({ notebook_uuid, page_uuid }: PagePlace): Promise<PageDetail | null> {
    const place = { notebook_uuid, page_uuid }
    const page = await fetchPage(this.#account.api, place, this.#until.signal)
    if (page) this.#places.set(page.id, place)
    return page
  }

  #fetchPictures({ notebook_uuid, page_uuid, images }: PageDetail): Promise<SyncedPicture[]> {
    const { api } = this.#account
    const { signal } = this.#until
    const path = { notebook_uuid, page_uuid }
    const pictures = images.map(async ({ part, width, height, rect }) => {
      const question = { ...unkept, params: { path, query: { part } }, parseAs: 'blob', signal } as const
      const picture = await answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/image', question))
      return { picture, width, height, rect }
    })
    return Promise.all(pictures)
  }

  /** Whoever shows the page asks for it again. */
  forget(place: PagePlace): void {
    this.#drop(place)
    this.version.value += 1
  }

  #drop(place: PagePlace): void {
    this.#pages.delete(place.notebook_uuid)
    this.#details.delete(keyOf(place))
  }

  #hear(news: Change[]): void {
    const isNew = ({ deleted, value }: Extract<Change, { kind: 'notebook' }>) =>
      deleted === this.#changed.has(value.notebook_uuid) ||
      (!deleted && this.#changed.get(value.notebook_uuid) !== value.updated_at)
    for (const { kind, value } of news) {
      const place = kind === 'page' ? value : kind === 'notebook' ? undefined : this.#places.get(value.page_id)
      if (place) this.#drop(place)
    }
    if (news.some((change) => change.kind === 'notebook' && isNew(change))) void this.load()
    this.version.value += 1
  }

  #forget(): void {
    this.#until.abort()
    this.#until = new AbortController()
    this.#tree = undefined
    this.#pages = new Map()
    this.#details = new Map()
    this.#pictures = new Map()
    this.#places.clear()
    this.#changed = new Map()
    this.notebooks.value = new Map()
    this.folders.value = new Map()
    this.state.value = 'unknown'
  }
}

/** The browser's own store of answers would outlive the visit. */
const unkept = { cache: 'no-store' } as const

const keyOf = ({ notebook_uuid, page_uuid }: PagePlace) => `${notebook_uuid}/${page_uuid}`

function dropOldest(known: Map<string, unknown>, most: number): void {
  for (const oldest of known.keys()) {
    if (known.size <= most) break
    known.delete(oldest)
  }
}

function remember<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const before = known.get(key)
  if (before) return before
  const answer = ask()
  known.set(key, answer)
  answer.catch(() => known.delete(key))
  return answer
}

function folderOf(item: TreeItem): Folder {
  return { uuid: item.notebook_uuid, name: item.visible_name, parent: parentOf(item) }
}

function notebookOf(item: TreeItem): ServerNotebook {
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
function parentOf({ parent_uuid, is_trashed }: TreeItem): string {
  return parent_uuid ?? (is_trashed ? trashUuid : '')
}
