// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps what is shown of a shared workspace up to date while it is on the screen. One's own change feed reports one's
// own notebooks alone.
import type { Change } from '@rmirror/shared/api'
import type { ShelfTree } from '../library/server-shelf.ts'
import { followChanges } from '../server/change-feed.ts'
import { Debounced } from '../server/debounced.ts'
import type { Remote } from '../server/remote.ts'
import { isStale, staleQueriesOf } from '../server/remote-changes.ts'
import { workspaceTree } from './shared-notebooks.ts'

/** Changes come one per page, and each refetches the whole tree: at most once per interval, in milliseconds. */
const progressMs = 10_000

/** Until the signal aborts, or the person isn't a member any more: then the workspace is asked for again. */
export async function followWorkspace(remote: Remote, id: string, signal: AbortSignal): Promise<void> {
  const progress = new Debounced(progressMs, () => void remote.invalidate('workspace tree', id))
  signal.addEventListener('abort', () => progress.cancel())
  const load = async () => (await remote.client.fetchQuery(workspaceTree(remote, id))).cursor
  const refreshAll = () => {
    for (const what of ['workspace', 'workspace tree']) void remote.invalidate(what, id)
  }
  const onChanges = (news: Change[]) => {
    // A request also ends when the person's role changes, without news.
    void remote.invalidate('workspace', id)
    if (news.length === 0) return
    refreshNotebooks(remote, id, news)
    if (news.some(({ kind }) => kind === 'notebook')) void remote.invalidate('workspace tree', id)
    else progress.ask()
  }
  const api = remote.account.patientApi
  const workspace = { id, onLeft: refreshAll }
  await followChanges({ api, signal, load, onChanges, onCursorExpired: refreshAll, workspace })
}

function refreshNotebooks(remote: Remote, id: string, news: readonly Change[]): void {
  const user = remote.user.peek() ?? ''
  const tree = remote.client.getQueryData<ShelfTree>(remote.keyOf('workspace tree', id))
  const touched = staleQueriesOf(withAddresses(news, tree, user), user, undefined)
  const isOwnTree = ([, what]: readonly unknown[]) => what === 'tree'
  void remote.client.invalidateQueries({
    predicate: (query) => !isOwnTree(query.queryKey) && isStale(query, touched),
  })
}

/** Other people's notebooks are addressed by the server's ids. Two people may have brought one with the same uuid. */
function withAddresses(news: readonly Change[], tree: ShelfTree | undefined, user: string): Change[] {
  const addresses = new Map<string, string[]>()
  for (const { id, notebook_uuid, owner_id } of tree?.items ?? []) {
    const address = owner_id === user ? notebook_uuid : id
    addresses.set(notebook_uuid, [...(addresses.get(notebook_uuid) ?? []), address])
  }
  return news.flatMap((change): Change[] => {
    if (change.kind !== 'notebook' && change.kind !== 'page') return [change]
    const known = addresses.get(change.value.notebook_uuid) ?? []
    return known.map((notebook_uuid) => ({ ...change, value: { ...change.value, notebook_uuid } }) as Change)
  })
}
