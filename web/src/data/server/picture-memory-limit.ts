// SPDX-License-Identifier: AGPL-3.0-or-later
// Limits the memory of the server's pictures that are no longer on any screen.
import type { Query, QueryClient } from '@tanstack/preact-query'
import type { SyncedPicture } from './pictures.ts'

/** Compressed bytes, as received; enough for some hundred pages. */
const maxBytes = 32 * 1024 * 1024

/** Evicts the least recently shown pictures until at most `most` bytes are left. */
export function limitPictureMemory(client: QueryClient, max = maxBytes): void {
  const cache = client.getQueryCache()
  /** Least recently shown first. */
  const idle = new Set<Query>()
  cache.subscribe(({ type, query }) => {
    if (query.queryKey[1] !== 'pictures') return
    idle.delete(query)
    if (type === 'removed' || query.isActive()) return
    idle.add(query)
    let size = 0
    for (const each of idle) size += bytesOf(each)
    for (const oldest of idle) {
      if (size <= max) break
      if (oldest.state.fetchStatus !== 'idle') continue
      size -= bytesOf(oldest)
      cache.remove(oldest)
    }
  })
}

function bytesOf({ state }: Query): number {
  const pictures = (state.data ?? []) as SyncedPicture[]
  return pictures.reduce((sum, { picture }) => sum + picture.size, 0)
}
