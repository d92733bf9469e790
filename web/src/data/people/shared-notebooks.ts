// SPDX-License-Identifier: AGPL-3.0-or-later
// The notebooks of a shared workspace. Those of other people are addressed by the server's id, because the person may
// have one with the same uuid on a tablet of their own.
import { answerTo } from '@rmirror/shared/api'
import type { ShelfTree } from '../library/server-shelf.ts'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

/** Without folders, which stay with the people that the notebooks belong to. Refetched on mount. */
export function workspaceTree(remote: Remote, workspace_id: string): RemoteQuery<ShelfTree & { cursor: string }> {
  const query = remote.query(['workspace tree', workspace_id], ({ signal }) => {
    const question = { params: { path: { workspace_id } }, signal, cache: 'no-store' } as const
    return answerTo(remote.account.api.GET('/api/v1/workspaces/{workspace_id}/tree', question))
  })
  return { ...query, staleTime: 0 }
}

/**
 * The shared workspace with another person's notebook; null if the notebook isn't in one. Rejects with an ApiProblem of
 * status 404 if the person may not see it.
 */
export function workspaceOfNotebook(remote: Remote, id: string): RemoteQuery<string | null> {
  const query = remote.query(['workspace of', id], async ({ signal }) => {
    const listed = listedIn(remote, id)
    if (listed) return listed
    const question = { params: { path: { notebook_uuid: id } }, signal, cache: 'no-store' } as const
    const found = await answerTo(remote.account.api.GET('/api/v1/notebooks/{notebook_uuid}', question))
    const { workspace_id, owner_id } = found
    if (workspace_id === undefined || workspace_id === owner_id) return null
    // A list that was fetched before the notebook came would say that it isn't there.
    remote.client.removeQueries({ queryKey: remote.keyOf('workspace tree', workspace_id) })
    return workspace_id
  })
  return { ...query, staleTime: 0 }
}

function listedIn(remote: Remote, id: string): string | undefined {
  const known = remote.client.getQueriesData<ShelfTree>({ queryKey: remote.keyOf('workspace tree') })
  const listed = known.find(([, tree]) => tree?.items.some((item) => item.id === id))
  return listed?.[0][2] as string | undefined
}
