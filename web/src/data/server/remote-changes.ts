// SPDX-License-Identifier: AGPL-3.0-or-later
// Maps changes on the server to the queries that they make stale.
import type { Change, Tree } from '@rmirror/shared/api'
import { hashKey, type Query } from '@tanstack/preact-query'

export interface StaleQueries {
  /** Query hashes. */
  hashes: ReadonlySet<string>
  /** Server ids of pages on which a to-do or a highlight changed. */
  pageIds: ReadonlySet<string>
  todos: boolean
  /** Integrations and their delivery records. */
  deliveries: boolean
  notifications: boolean
  /** Page counts by state, which come with the tree. */
  progress: boolean
  /** Names of notebooks or texts of pages, in which a search may be open. */
  search: boolean
  /** The server's observations of the first steps. */
  firstSteps: boolean
}

/**
 * `tree`: the cached tree; a change that it already has touches nothing. Neither does a change of a kind that only
 * newer servers know.
 */
export function staleQueriesOf(news: readonly Change[], user: string, tree: Tree | undefined): StaleQueries {
  const hashes = new Set<string>()
  const pageIds = new Set<string>()
  let [todos, deliveries, notifications, progress] = [false, false, false, false]
  const touch = (...about: string[]) => hashes.add(hashKey([user, ...about]))
  const changedAt = changesIn(tree, news)
  for (const { kind, deleted, value } of news)
    switch (kind) {
      case 'notebook': {
        const known = changedAt.get(value.notebook_uuid)
        if (deleted ? known === undefined : known === value.updated_at) break
        touch('tree')
        touch('pages', value.notebook_uuid)
        touch('cover', value.notebook_uuid)
        todos = true
        break
      }
      case 'page':
        touch('pages', value.notebook_uuid)
        touch('cover', value.notebook_uuid)
        touch('page', value.notebook_uuid, value.page_uuid)
        // Lists of to-dos show each page's number in its notebook.
        todos = true
        progress = true
        break
      case 'todo':
        todos = true
        pageIds.add(value.page_id)
        break
      case 'highlight':
        pageIds.add(value.page_id)
        break
      case 'integration':
      // Integrations contain counts of their records.
      case 'record':
        deliveries = true
        break
      case 'notification':
        notifications = true
        break
    }
  const search = news.some(({ kind }) => kind === 'notebook') || progress
  const firstSteps = search || deliveries
  return { hashes, pageIds, todos, deliveries, notifications, progress, search, firstSteps }
}

export function isStale({ queryHash, queryKey: [, what], state }: Query, touched: StaleQueries): boolean {
  if (touched.hashes.has(queryHash)) return true
  if (what === 'todos') return touched.todos
  if (what === 'notifications') return touched.notifications
  // A new warning comes with a notification; restoring or answering changes pages or highlights.
  if (what === 'removal warnings') return touched.notifications || touched.progress || touched.pageIds.size > 0
  return what === 'page' && touched.pageIds.has((state.data as { id?: string } | null | undefined)?.id ?? '')
}

/** The `updated_at` of notebooks and folders by uuid; empty if `news` concerns none of them. */
function changesIn(tree: Tree | undefined, news: readonly Change[]): ReadonlyMap<string, string> {
  if (!tree || !news.some(({ kind }) => kind === 'notebook')) return new Map()
  return new Map(tree.items.map(({ notebook_uuid, updated_at }) => [notebook_uuid, updated_at]))
}
