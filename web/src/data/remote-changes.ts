// SPDX-License-Identifier: AGPL-3.0-or-later
// Which of the server's facts a change makes out of date.
import type { Change, Tree } from '@rmirror/shared/api'
import { hashKey, type Query } from '@tanstack/preact-query'

export interface Touched {
  /** Queries by the hashes of their keys. */
  hashes: ReadonlySet<string>
  /** Pages by the server's own ids: their texts have a todo or a highlight that changed. */
  pageIds: ReadonlySet<string>
  todos: boolean
  /** Integrations, with what was delivered to them. */
  deliveries: boolean
  notifications: boolean
  /** The numbers of pages in each state, which come with the tree. */
  progress: boolean
  /** What the server has seen of the first steps. */
  firstSteps: boolean
}

/** `tree` as it is known here: what it says already is no news of it. A kind of a newer server touches nothing. */
export function touchedBy(news: readonly Change[], user: string, tree: Tree | undefined): Touched {
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
        // Lists say on which page of its notebook a todo stands.
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
      // Integrations count their records.
      case 'record':
        deliveries = true
        break
      case 'notification':
        notifications = true
        break
    }
  const firstSteps = news.some(({ kind }) => kind === 'notebook') || progress || deliveries
  return { hashes, pageIds, todos, deliveries, notifications, progress, firstSteps }
}

export function isTouched({ queryHash, queryKey: [, what], state }: Query, touched: Touched): boolean {
  if (touched.hashes.has(queryHash)) return true
  if (what === 'todos') return touched.todos
  if (what === 'notifications') return touched.notifications
  // The server tells of a new one in the bell, and what is restored or answered is a change of pages or highlights.
  if (what === 'removal warnings') return touched.notifications || touched.progress || touched.pageIds.size > 0
  return what === 'page' && touched.pageIds.has((state.data as { id?: string } | null | undefined)?.id ?? '')
}

/** When notebooks and folders were changed last. */
function changesIn(tree: Tree | undefined, news: readonly Change[]): ReadonlyMap<string, string> {
  if (!tree || !news.some(({ kind }) => kind === 'notebook')) return new Map()
  return new Map(tree.items.map(({ notebook_uuid, updated_at }) => [notebook_uuid, updated_at]))
}
