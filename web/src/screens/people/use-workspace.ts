// SPDX-License-Identifier: AGPL-3.0-or-later
// A shared workspace as a library: screens below `StoreContext` with its store show what is in it.
import { useQuery } from '@tanstack/preact-query'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { ServerShelf } from '../../data/library/server-shelf.ts'
import { indexOfWorkspace } from '../../data/library/shelf.ts'
import { workspaceTree } from '../../data/people/shared-notebooks.ts'
import { followWorkspace } from '../../data/people/workspace-feed.ts'
import { isNotShared, type Workspace, workspaceAt } from '../../data/people/workspaces.ts'
import { type Store, useStore } from '../../data/store.ts'

interface UsedWorkspace {
  /** null while it is loading. */
  workspace: Workspace | null
  /** The store with the workspace's notebooks in place of the person's own. */
  inside: Store
  /** The person isn't a member, or no longer one. */
  isGone: boolean
  /** Why it couldn't be loaded. */
  error: unknown
  retry: () => void
}

export function useWorkspace(id: string): UsedWorkspace {
  const store = useStore()
  const { remote, library } = store
  const [path] = useLocation()
  const { data, error, refetch } = useQuery(workspaceAt(remote, id))
  const shelf = useMemo(() => new ServerShelf(remote, () => workspaceTree(remote, id)), [remote, id])
  useEffect(() => shelf.close, [shelf])
  const index = useMemo(() => indexOfWorkspace(library, shelf), [library, shelf])
  const inside = useMemo(() => ({ ...store, shelf, index }), [store, shelf, index])
  const isGone = isNotShared(error) || isNotShared(shelf.failure.value)
  // The menu of workspaces lists it no longer.
  useEffect(() => {
    if (isGone) void remote.invalidate('workspace list')
  }, [isGone, remote])
  const isMember = data !== undefined && !data.is_own && !isGone
  useEffect(() => {
    if (!isMember) return
    const until = new AbortController()
    void followWorkspace(remote, id, until.signal)
    return () => until.abort()
  }, [remote, id, isMember])
  // Each further page that is opened finds out whether the person may still see it.
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    void refetch()
  }, [path, refetch])
  return { workspace: data ?? null, inside, isGone, error, retry: () => void refetch() }
}
