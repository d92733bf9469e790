// SPDX-License-Identifier: AGPL-3.0-or-later
import { rootUuid } from '@rmirror/shared/library'
import { Link } from 'wouter-preact'
import { Icon } from '../../components/controls/Icon.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { Breadcrumbs } from '../../components/library/Breadcrumbs.tsx'
import { canWriteAs } from '../../data/people/rights.ts'
import type { Workspace } from '../../data/people/workspaces.ts'
import { StoreContext, useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { MissingScreen } from '../frame/MissingScreen.tsx'
import { NoLongerShared } from '../people/NoLongerShared.tsx'
import { useWorkspace } from '../people/use-workspace.ts'
import { WorkspaceMenu } from '../people/WorkspaceMenu.tsx'
import { serverText } from '../texts/server-texts.ts'
import { LibraryView } from './LibraryView.tsx'
import type { LibraryDialogs } from './selection/library-dialogs.ts'

interface WorkspaceScreenProps {
  id: string
  dialogs: LibraryDialogs
}

/** The library of a shared workspace. */
export function WorkspaceScreen({ id, dialogs }: WorkspaceScreenProps) {
  const { library } = useStore()
  const { workspace, inside, isGone, error, retry } = useWorkspace(id)
  if (!library.opened.value) return null
  if (isGone) return <NoLongerShared what="workspace" />
  if (workspace?.is_own) return <MissingScreen what="address" />
  if (!workspace || inside.shelf.state.value !== 'here')
    return (
      <div class="screen">
        <Breadcrumbs way={[{ name: t('library.title'), href: '/' }]} />
        <div class="screen-head">
          <ScreenTitle title={workspace?.name ?? t('workspaces.title')} />
        </div>
        <LoadingOrError
          problem={problemOf(error ?? inside.shelf.failure.value)}
          onRetry={() => {
            retry()
            void inside.shelf.load()
          }}
        />
      </div>
    )
  return (
    <StoreContext.Provider value={inside}>
      <Shelf workspace={workspace} dialogs={dialogs} />
    </StoreContext.Provider>
  )
}

const problemOf = (error: unknown) => (error ? serverText(error) : null)

function Shelf({ workspace, dialogs }: { workspace: Workspace; dialogs: LibraryDialogs }) {
  const index = useStore().index.value
  const { id, name, role } = workspace
  return (
    <LibraryView
      folder={rootUuid}
      title={name}
      way={[{ name: t('library.title'), href: '/' }]}
      workspace={id}
      dialogs={dialogs}
      head={
        <div class="workspace-tools">
          <WorkspaceMenu current={id} dialogs={dialogs} />
          <Link href={`/workspaces/${id}/members`} class="button">
            <Icon name="user" />
            <span>{t('members.title')}</span>
          </Link>
        </div>
      }
      above={
        <>
          {!canWriteAs(role) && <p class="note">{t('inWorkspace.readOnlyWorkspace')}</p>}
          {index.notebooks.size === 0 && (
            <p class="quiet">{t(canWriteAs(role) ? 'inWorkspace.howToFill' : 'inWorkspace.empty')}</p>
          )}
        </>
      }
    />
  )
}
