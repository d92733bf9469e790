// SPDX-License-Identifier: AGPL-3.0-or-later
// Databases of a Notion workspace that notebooks can be mirrored to, and pages on which one can be created.
import { answerTo, type components } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { PagedQuery, Queries, ResultPage } from './remote-query.ts'

export type NotionDatabase = components['schemas']['NotionDatabase']
export type MissingProperty = components['schemas']['MissingProperty']
export type NotionPage = components['schemas']['NotionPage']
type Asked = Pick<Account, 'api'>
type Listing = Pick<Queries, 'client'> & { notionDatabases(): PagedQuery<NotionDatabase> }

const fresh = { cache: 'no-store' } as const
const from = (cursor: string | null) => ({ query: cursor === null ? {} : { cursor } })

/** Last edited first. */
export function fetchDatabases(
  { api }: Asked,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ResultPage<NotionDatabase>> {
  return answerTo(api.GET('/api/notion/databases', { params: from(cursor), signal, ...fresh }))
}

/** Favourites first, then last edited first. */
async function fetchNotionPages(
  { api }: Asked,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ResultPage<NotionPage>> {
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

/** Adds the properties that the database lacks for this use. */
export function addProperties({ api }: Asked, { id }: NotionDatabase, holds: Held): Promise<NotionDatabase> {
  const question = { params: { path: { id } }, body: { holds } }
  return answerTo(api.POST('/api/notion/databases/{id}/properties', question))
}

/** False for the title, of which a database has exactly one, and for a name that another property has. */
export function canBeAdded({ type, found_type }: MissingProperty): boolean {
  return found_type === null && type !== 'title'
}

export function missingFor(holds: Held, { missing, missing_for_todos }: NotionDatabase): MissingProperty[] {
  return holds === 'todos' ? missing_for_todos : missing
}

/** The pages on which a database can be created, as Notion lists them; refetched on mount. */
export function notionPages(remote: Queries): PagedQuery<NotionPage> {
  return remote.pagedQuery(['notion pages'], (cursor, signal) => fetchNotionPages(remote.account, cursor, signal))
}

/** Replaces a changed database in the cached list. */
export function noteChanged(remote: Listing, database: NotionDatabase): void {
  const asNow = (each: NotionDatabase) => (each.id === database.id ? database : each)
  const withIt = (piece: ResultPage<NotionDatabase>) => ({ ...piece, items: piece.items.map(asNow) })
  remote.client.setQueryData<{ pages: ResultPage<NotionDatabase>[] }>(
    remote.notionDatabases().queryKey,
    (known) => known && { ...known, pages: known.pages.map(withIt) },
  )
}

/** Drops items with an id that came before: the list may change while it is fetched. */
export function distinct<T extends { id: string }>(items: T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}
