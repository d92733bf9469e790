// SPDX-License-Identifier: AGPL-3.0-or-later
// What was read of an account, as texts in a store: an index of notebooks, and one text with the pages of each. The
// index states the checksum of every text, because a sync program may bring an older one from another computer.
import { isUuid } from '../../library/index.ts'
import { checksum } from '../checksum.ts'
import type { VaultPage } from '../types.ts'
import type { AccountCache, AccountDocument } from './types.ts'

/** A notebook or folder of the tree. */
export interface KnownItem {
  uuid: string
  name: string
  kind: 'folder' | 'note' | 'notebook'
  /** The uuid of its folder, or that of the trash; "" at the top. */
  parent: string
  tags: string[]
  /** Milliseconds since 1970; 0 if unknown. */
  modified: number
  isTrashed: boolean
}

export interface KnownPage extends AccountDocument {
  page: VaultPage
}

interface Index {
  /** The id of the account. */
  account: string
  /** All changes up to this one were read. */
  cursor: string
  items: KnownItem[]
  /** By uuid, of the texts about notebooks. */
  sums: Record<string, string>
}

/** Differs for each form of what is stored. */
const version = 1
const indexName = 'index'

export class CachedAccount {
  readonly #cache: AccountCache
  readonly #account: string
  readonly #sums: Map<string, string>
  #saved: string | undefined
  cursor: string | undefined
  items: KnownItem[]

  /** Empty if nothing is known of the account, or if what is there belongs to another one. */
  static async open(cache: AccountCache, account: string): Promise<CachedAccount> {
    const text = await cache.read(indexName)
    const index = indexIn(text)
    return new CachedAccount(cache, account, index?.account === account ? { ...index, text } : undefined)
  }

  private constructor(cache: AccountCache, account: string, index: (Index & { text: string | undefined }) | undefined) {
    this.#cache = cache
    this.#account = account
    this.#sums = new Map(Object.entries(index?.sums ?? {}))
    this.#saved = index?.text
    this.cursor = index?.cursor
    this.items = index?.items ?? []
  }

  /** Undefined if it isn't known, or is damaged. */
  async pagesOf(uuid: string): Promise<KnownPage[] | undefined> {
    const sum = this.#sums.get(uuid)
    const text = sum === undefined ? undefined : await this.#cache.read(uuid)
    if (text !== undefined && checksum(text) === sum) return JSON.parse(text) as KnownPage[]
    this.#sums.delete(uuid)
    return undefined
  }

  async setPages(uuid: string, pages: KnownPage[]): Promise<void> {
    const text = JSON.stringify(pages)
    const sum = checksum(text)
    if (this.#sums.get(uuid) === sum) return
    await this.#cache.write(uuid, text)
    this.#sums.set(uuid, sum)
  }

  /** Notebooks that aren't in `kept` are read anew if they come back. */
  async forgetOthers(kept: ReadonlySet<string>): Promise<void> {
    for (const uuid of [...this.#sums.keys()].filter((each) => !kept.has(each))) {
      this.#sums.delete(uuid)
      await this.#cache.remove(uuid)
    }
  }

  async save(): Promise<void> {
    if (this.cursor === undefined) return
    const { cursor, items } = this
    const index: Index = { account: this.#account, cursor, items, sums: Object.fromEntries(this.#sums) }
    const text = JSON.stringify({ version, ...index })
    if (text !== this.#saved) await this.#cache.write(indexName, text)
    this.#saved = text
  }
}

function indexIn(text: string | undefined): Index | undefined {
  try {
    const found = JSON.parse(text ?? '') as Index & { version: unknown }
    const { account, cursor, items, sums } = found
    const isComplete = typeof account === 'string' && typeof cursor === 'string' && Array.isArray(items)
    // Texts are read and removed by these names, and a sync program may bring an index that somebody else wrote.
    const isOurs = Object.keys(sums).every(isUuid) && items.every(({ uuid }) => isUuid(uuid))
    return found.version === version && isComplete && isOurs ? found : undefined
  } catch {
    return undefined
  }
}
