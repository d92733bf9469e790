// SPDX-License-Identifier: AGPL-3.0-or-later
// The databases of a Notion workspace in which notebooks can be mirrored, and the pages on which one can be made.
import { answerTo, type components } from '@rmirror/shared/api'
import type { Account } from './account.ts'

export type NotionDatabase = components['schemas']['NotionDatabase']
export type NotionPage = components['schemas']['NotionPage']
type Asked = Pick<Account, 'api'>

/** A piece of a list of Notion's. */
export interface Piece<T> {
  items: T[]
  /** Where the list goes on; null at its end. */
  next: string | null
}

const fresh = { cache: 'no-store' } as const
const from = (cursor: string | null) => ({ query: cursor === null ? {} : { cursor } })

/** Those that were edited last come first. */
export function fetchDatabases(
  { api }: Asked,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Piece<NotionDatabase>> {
  return answerTo(api.GET('/api/notion/databases', { params: from(cursor), signal, ...fresh }))
}

/** Favourites, then those that were edited last. */
export async function fetchNotionPages(
  { api }: Asked,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Piece<NotionPage>> {
  const { favourites, items, next } = await answerTo(
    api.GET('/api/notion/pages', { params: from(cursor), signal, ...fresh }),
  )
  return { items: [...favourites, ...items], next }
}

/** What a database is for. */
export type Held = 'notebooks' | 'todos'

export function makeDatabase({ api }: Asked, page_id: string, title: string, holds: Held): Promise<NotionDatabase> {
  return answerTo(api.POST('/api/notion/databases', { body: { page_id, title, holds } }))
}

/** Without those that come twice: the list changes while it is read. */
export function distinct<T extends { id: string }>(items: T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}
