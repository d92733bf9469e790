// SPDX-License-Identifier: AGPL-3.0-or-later
// Around the screens of a notebook: finds the shared workspace with a notebook that isn't in the person's own library.
import { useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { newNoteFolder } from '../../data/documents/new-note-address.ts'
import { canWriteAs, RightsContext } from '../../data/people/rights.ts'
import { workspaceOfNotebook } from '../../data/people/shared-notebooks.ts'
import { isNotShared } from '../../data/people/workspaces.ts'
import { StoreContext, useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { NoLongerShared } from './NoLongerShared.tsx'
import { useWorkspace } from './use-workspace.ts'

interface NotebookOfWorkspaceProps {
  /** In the address. */
  uuid: string
  children: ComponentChildren
}

export function InItsWorkspace({ uuid, children }: NotebookOfWorkspaceProps) {
  const { index, remote, shelf } = useStore()
  const isNew = useMemo(() => newNoteFolder(location.hash) !== undefined, [uuid])
  const isOwn = isNew || remote.user.value === null || shelf.state.value !== 'here' || index.value.notebooks.has(uuid)
  if (isOwn) return <>{children}</>
  return <Elsewhere uuid={uuid}>{children}</Elsewhere>
}

function Elsewhere({ uuid, children }: NotebookOfWorkspaceProps) {
  const { remote } = useStore()
  const { data: workspace, error, refetch } = useQuery(workspaceOfNotebook(remote, uuid))
  if (workspace)
    return (
      <Inside workspace={workspace} uuid={uuid}>
        {children}
      </Inside>
    )
  // They say that it isn't in the library.
  if (workspace === null || isNotShared(error)) return <>{children}</>
  return <Loading error={error} onRetry={() => void refetch()} />
}

function Inside({ workspace: id, uuid, children }: NotebookOfWorkspaceProps & { workspace: string }) {
  const { remote } = useStore()
  const [path] = useLocation()
  const { workspace, inside, isGone, error, retry } = useWorkspace(id)
  const notebook = inside.index.value.notebooks.get(uuid)
  const role = workspace?.role
  const isOthers = notebook?.isOthers ?? true
  const rights = useMemo(
    () => ({ workspace, canWrite: role !== undefined && canWriteAs(role), isOthers }),
    [workspace, role, isOthers],
  )
  // The person's change feed doesn't report what others write, so what is opened next is fetched again.
  useMemo(() => {
    for (const what of ['pages', 'page'])
      void remote.client.invalidateQueries({ queryKey: remote.keyOf(what, uuid), refetchType: 'none' })
  }, [path, uuid, remote])
  if (isGone || (inside.shelf.state.value === 'here' && !notebook)) return <NoLongerShared what="notebook" />
  if (!workspace) return <Loading error={error} onRetry={retry} />
  return (
    <StoreContext.Provider value={inside}>
      <RightsContext.Provider value={rights}>{children}</RightsContext.Provider>
    </StoreContext.Provider>
  )
}

function Loading({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div class="screen">
      <div class="screen-head">
        <ScreenTitle title={t('workspaces.title')} />
      </div>
      <LoadingOrError problem={error ? serverText(error) : null} onRetry={onRetry} />
    </div>
  )
}
