// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetches the server's tree of a library.
import { type Folder, rootUuid, trashUuid } from '../library/index.ts'
import { type Api, answerTo } from './client.ts'
import type { paths } from './schema.gen.ts'

type Answer = paths['/api/v1/notebooks/tree']['get']['responses']['200']['content']['application/json']

export type TreeItem = Answer['items'][number]

export interface Tree extends Answer {
  etag: string | undefined
}

/** Returns `known` itself if the tree hasn't changed (ETag, 304). */
export async function fetchTree(api: Api, signal: AbortSignal, known?: Tree): Promise<Tree> {
  const header = known?.etag ? { 'If-None-Match': known.etag } : {}
  const call = api.GET('/api/v1/notebooks/tree', { params: { header }, signal, cache: 'no-store' })
  const { status, headers } = (await call).response
  if (known && status === 304) return known
  return { ...(await answerTo(call)), etag: headers.get('etag') ?? undefined }
}

/** Items without a folder are at the top, or in the trash. */
export function parentOf({ parent_uuid, is_trashed }: Pick<TreeItem, 'parent_uuid' | 'is_trashed'>): string {
  return parent_uuid ?? (is_trashed ? trashUuid : rootUuid)
}

export function folderOf(
  item: Pick<TreeItem, 'notebook_uuid' | 'visible_name' | 'parent_uuid' | 'is_trashed'>,
): Folder {
  return { uuid: item.notebook_uuid, name: item.visible_name, parent: parentOf(item) }
}
