// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the notebooks and notes of an account for a vault. The first run reads every page; later ones ask the server
// what has changed, and read only that.
import {
  type Api,
  answerTo,
  type Change,
  ChangesForgotten,
  documentOf,
  fetchAttachment,
  fetchChanges,
  fetchPage,
  fetchPages,
  fetchPicture,
  fetchTree,
  forEachConcurrently,
  ImpossibleAnswer,
  type PageDetail,
  pageContentsOf,
  parentOf,
  pictureQuery,
  type ServerPage,
  type TreeItem,
} from '../../api/index.ts'
import { attachmentsIn, folderPath, isUuid } from '../../library/index.ts'
import type { VaultAsset, VaultAttachment, VaultNotebook } from '../types.ts'
import { CachedAccount, type KnownItem, type KnownPage } from './cached-account.ts'
import type { AccountCache, AccountLibrary, AccountTools } from './types.ts'

const concurrency = 6
/** The first run of a large account takes minutes, so it is kept as it goes. */
const notebooksPerSave = 50

/** Rejects with an ApiProblem, NotReached, NotOurServer or ImpossibleAnswer if the server doesn't answer, or refuses. */
export async function readAccountLibrary(api: Api, cache: AccountCache, tools: AccountTools): Promise<AccountLibrary> {
  const reading = new Reading(api, tools)
  const pages = new Map<string, KnownPage[]>()
  const { items, cursor } = await reading.readInto(pages, cache)
  return {
    library: { notebooks: notebooksOf(items, pages), isWhole: true },
    cursor,
    requests: reading.requests,
    bytesOf: (asset) => fetchAsset(api, asset, tools.signal),
    documentOf: (notebook, page) => pages.get(notebook)?.find((each) => each.page.uuid === page),
  }
}

/** What has changed on the server since the last run. */
interface News {
  /** UUIDs of notebooks. */
  notebooks: ReadonlySet<string>
  /** The server's ids of pages. */
  pages: ReadonlySet<string>
}

const nothing: News = { notebooks: new Set(), pages: new Set() }

class Reading {
  requests = 0
  readonly #api: Api
  readonly #tools: AccountTools

  constructor(api: Api, tools: AccountTools) {
    this.#api = api
    this.#tools = tools
  }

  /** `pages`: by the uuids of notebooks. */
  async readInto(
    pages: Map<string, KnownPage[]>,
    cache: AccountCache,
  ): Promise<{ items: KnownItem[]; cursor: string }> {
    const { signal } = this.#tools
    this.requests++
    const { id } = await answerTo(this.#api.GET('/api/v1/me', { signal, cache: 'no-store' }))
    const account = await CachedAccount.open(cache, id)
    const { news, next } = await this.#follow(account)
    const shown = account.items.filter(({ kind, isTrashed }) => kind !== 'folder' && !isTrashed)
    await account.forgetOthers(new Set(shown.map(({ uuid }) => uuid)))
    let unsaved = 0
    for (const { uuid } of shown) {
      signal.throwIfAborted()
      const known = await account.pagesOf(uuid)
      const isCurrent = known && !news.notebooks.has(uuid) && !known.some(({ id }) => news.pages.has(id))
      pages.set(uuid, isCurrent ? known : await this.#pagesOf(uuid, known ?? [], news))
      if (isCurrent) continue
      await account.setPages(uuid, pages.get(uuid) ?? [])
      if (++unsaved % notebooksPerSave === 0) await account.save()
    }
    // Only now, or changes would be missed by a run that ends before it has read all of them.
    account.cursor = next
    await account.save()
    return { items: account.items, cursor: next }
  }

  /** Brings the items up to date. The pages may be newer than `next`, which does no harm. */
  async #follow(account: CachedAccount): Promise<{ news: News; next: string }> {
    if (account.cursor === undefined) return this.#beginAnew(account)
    try {
      const { items, next } = await this.#changesSince(account.cursor)
      if (items.some(({ kind }) => kind === 'notebook')) account.items = (await this.#tree()).items.map(knownItem)
      return { news: newsIn(items), next }
    } catch (error) {
      if (error instanceof ChangesForgotten) return this.#beginAnew(account)
      throw error
    }
  }

  async #changesSince(cursor: string): Promise<{ items: Change[]; next: string }> {
    const items: Change[] = []
    for (let since = cursor; ; ) {
      this.requests++
      const answer = await fetchChanges(this.#api, { since }, this.#tools.signal)
      items.push(...answer.items)
      if (!answer.more) return { items, next: answer.next }
      since = answer.next
    }
  }

  async #beginAnew(account: CachedAccount): Promise<{ news: News; next: string }> {
    const { cursor, items } = await this.#tree()
    await account.forgetOthers(new Set())
    account.cursor = cursor
    account.items = items.map(knownItem)
    return { news: nothing, next: cursor }
  }

  #tree() {
    this.requests++
    return fetchTree(this.#api, this.#tools.signal)
  }

  /** `known`: of the last run. */
  async #pagesOf(notebook: string, known: KnownPage[], news: News): Promise<KnownPage[]> {
    const { signal, onPages, onPage } = this.#tools
    this.requests++
    const listed = (await fetchPages(this.#api, notebook, signal)) ?? []
    const current = new Map(known.filter(({ id }) => !news.pages.has(id)).map((each) => [each.id, each]))
    const missing = listed.filter(({ id }) => !current.has(id))
    onPages?.(missing.length)
    await forEachConcurrently(missing, concurrency, async (place) => {
      signal.throwIfAborted()
      const page = await this.#page(place)
      // One that was deleted since is left out.
      if (page) current.set(page.id, page)
      onPage?.()
    })
    return listed.flatMap(({ id }) => current.get(id) ?? [])
  }

  async #page(place: ServerPage): Promise<KnownPage | undefined> {
    this.requests++
    const detail = await fetchPage(this.#api, place, this.#tools.signal)
    if (!detail) return undefined
    const { id, page_uuid: uuid, page_number: number, tags } = detail
    const { pictures, ...contents } = pageContentsOf(detail)
    const attachments = await this.#attachmentsOf(detail, contents.text)
    return {
      ...{ id, etag: await sha256(documentOf(detail)) },
      page: {
        ...{ uuid, number, tags, ...contents, sourcePage: null, pictures: pictures.map(({ key }) => key) },
        ...(attachments.length > 0 && { attachments }),
      },
    }
  }

  async #attachmentsOf({ id }: PageDetail, text: string): Promise<VaultAttachment[]> {
    const linked = new Set(attachmentsIn(text).map((link) => link.id))
    if (linked.size === 0) return []
    this.requests++
    const question = { params: { path: { id } }, signal: this.#tools.signal, cache: 'no-store' } as const
    const { items } = await answerTo(this.#api.GET('/api/v1/documents/{id}/attachments', question))
    return items.flatMap((item) => (linked.has(item.id) ? [{ id: item.id, fileName: item.file_name }] : []))
  }
}

function newsIn(changes: Change[]): News {
  const [notebooks, pages] = [new Set<string>(), new Set<string>()]
  for (const { kind, value } of changes) {
    if (kind === 'page') notebooks.add(value.notebook_uuid)
    if (kind === 'page') pages.add(value.id)
    if (kind === 'todo' || kind === 'highlight') pages.add(value.page_id)
  }
  return { notebooks, pages }
}

/** Throws for an id that no notebook has, because its pages are stored under it. */
function knownItem(item: TreeItem): KnownItem {
  const { notebook_uuid: uuid, visible_name: name, document_type, tags, last_modified, is_trashed: isTrashed } = item
  if (!isUuid(uuid)) throw new ImpossibleAnswer(`it gave a notebook the id ${JSON.stringify(uuid)}`)
  const kind = document_type === 'folder' ? 'folder' : document_type === 'notes' ? 'note' : 'notebook'
  const modified = last_modified === null ? 0 : Date.parse(last_modified)
  return { uuid, name, kind, parent: parentOf(item), tags, modified, isTrashed }
}

function notebooksOf(items: KnownItem[], pages: ReadonlyMap<string, KnownPage[]>): VaultNotebook[] {
  const folders = items.filter(({ kind }) => kind === 'folder')
  return items.flatMap((item) => {
    const { uuid, name, kind, tags, modified, isTrashed } = item
    if (kind === 'folder') return []
    return {
      ...{ uuid, name, tags, modified, isTrashed, isNote: kind === 'note' },
      folders: folderPath(folders, item).map((folder) => folder.name),
      pages: (pages.get(uuid) ?? []).map(({ page }) => page),
    }
  })
}

async function fetchAsset(api: Api, asset: VaultAsset, signal: AbortSignal): Promise<Uint8Array> {
  const { notebook, page = '', part = 0, attachment, key } = asset
  if (attachment !== undefined) {
    const { content } = await fetchAttachment({ api }, attachment, signal)
    return new Uint8Array(await content.arrayBuffer())
  }
  return fetchPicture(api, { notebook_uuid: notebook, page_uuid: page }, pictureQuery(key, part), signal)
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
