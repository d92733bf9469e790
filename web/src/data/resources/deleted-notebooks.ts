// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks deleted on the server, by the user or because a device no longer has them, that can be restored for a
// while.
import { ApiProblem, answerTo, type components } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

/** What became of a deleted notebook's items in one target, as counts. */
export type RemovalAtTarget = components['schemas']['RemovalAtTarget']

export interface DeletedNotebook {
  uuid: string
  name: string
  /** The names of its folders and its own, joined by slashes. */
  path: string
  pages: number
  isNote: boolean
  /** A user of the dashboard, or a device that no longer had the notebook. */
  by: 'person' | 'device'
  /** Milliseconds since 1970. */
  deletedAt: number
  /** null: it stays until a user purges it. */
  purgedAt: number | null
  /** The targets that had items of the notebook. */
  targets: RemovalAtTarget[]
}

/** Counts the notebooks that devices dropped more than `days` days ago. */
export function countDeletedByDeviceBefore(
  deleted: readonly DeletedNotebook[],
  days: number,
  now = Date.now(),
): number {
  return deleted.filter(({ by, deletedAt }) => by === 'device' && deletedAt < now - days * 86_400_000).length
}

type Asked = Pick<Account, 'api'>

/** Latest first. The change feed has no event for these: the query is refetched on mount and when deliveries change. */
export function deletedNotebooks(remote: Remote): RemoteQuery<DeletedNotebook[]> {
  return {
    queryKey: remote.keyOf('deleted notebooks'),
    queryFn: ({ signal }) => fetchDeleted(remote.account, signal),
    enabled: remote.user.value !== null,
    staleTime: 0,
  }
}

async function fetchDeleted({ api }: Asked, signal: AbortSignal): Promise<DeletedNotebook[]> {
  const found: DeletedNotebook[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const params = { query: { limit: 500, ...(cursor && { cursor }) } }
    const { items, next } = await answerTo(api.GET('/api/v1/notebooks/deleted', { params, signal, cache: 'no-store' }))
    found.push(...items.map(asDeleted))
    cursor = next
  }
  return found
}

function asDeleted(item: components['schemas']['DeletedNotebook']): DeletedNotebook {
  const { notebook_uuid: uuid, visible_name: name, full_path: path, pages, deleted_by: by, targets } = item
  const purgedAt = item.purged_at === null ? null : Date.parse(item.purged_at)
  const isNote = item.document_type === 'notes'
  return { uuid, name, path, pages, isNote, by, deletedAt: Date.parse(item.deleted_at), purgedAt, targets }
}

/**
 * Deletes it on the server and in targets; the tablet keeps its copy. A notebook that is already gone (404) is no
 * error.
 */
export async function deleteNotebook({ account }: Remote, notebook_uuid: string, api = account.api): Promise<void> {
  await unlessGone(answerTo(api.DELETE('/api/v1/notebooks/{notebook_uuid}', placeOf(notebook_uuid))))
}

/** Rejects with an ApiProblem of status 404 if nothing of it is left. */
export async function restoreNotebook({ account }: Remote, notebook_uuid: string, api = account.api): Promise<void> {
  await answerTo(api.POST('/api/v1/notebooks/{notebook_uuid}/restore', placeOf(notebook_uuid)))
}

/**
 * Whether a restored notebook has its pages. They may have been purged elsewhere, and return when a device lists them.
 */
export async function hasPagesThere({ account }: Remote, notebook_uuid: string): Promise<boolean> {
  const asked = account.api.GET('/api/v1/notebooks/{notebook_uuid}', { ...placeOf(notebook_uuid), cache: 'no-store' })
  return (await answerTo(asked)).pages.length > 0
}

/** Deletes its files and texts for good. */
export async function purgeNotebook({ account }: Remote, notebook_uuid: string): Promise<void> {
  await unlessGone(answerTo(account.api.DELETE('/api/v1/notebooks/deleted/{notebook_uuid}', placeOf(notebook_uuid))))
}

/** Refreshes the lists that a deleted, restored or purged notebook enters or leaves. */
export async function deletedChanged(remote: Remote): Promise<void> {
  await Promise.all(['deleted notebooks', 'tree', 'todos'].map((what) => remote.invalidate(what)))
}

const placeOf = (notebook_uuid: string) => ({ params: { path: { notebook_uuid } } })

async function unlessGone(asked: Promise<unknown>): Promise<void> {
  try {
    await asked
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
}
