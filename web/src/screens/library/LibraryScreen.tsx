// SPDX-License-Identifier: AGPL-3.0-or-later
import { rootUuid, trashUuid } from '@rmirror/shared/library'
import { displayName } from '../../components/controls/display-name.ts'
import { EmptyLibrary } from '../../components/library/EmptyLibrary.tsx'
import { worksOffline } from '../../data/local/offline.ts'
import { useStore } from '../../data/store.ts'
import { areNotesAwaited } from '../../data/workspace/guest-notes.ts'
import { t } from '../../i18n/index.ts'
import { MissingScreen } from '../frame/MissingScreen.tsx'
import { usePrivacyNote } from '../frame/PrivacyNote.tsx'
import { WorkspaceMenu } from '../people/WorkspaceMenu.tsx'
import { pathTo } from '../search/library-tree.ts'
import { FirstStepsCard } from './FirstStepsCard.tsx'
import { TrashCard } from './FolderList.tsx'
import { LibraryStatus } from './LibraryStatus.tsx'
import { LibraryView } from './LibraryView.tsx'
import { NewNoteButton } from './NewNote.tsx'
import type { LibraryDialogs } from './selection/library-dialogs.ts'

interface LibraryScreenProps {
  /** "" for the root, "trash", or a folder's uuid. */
  folder: string
  /** Nothing is left in it, because every notebook was moved to a shared workspace. */
  isAllMoved: boolean
  dialogs: LibraryDialogs
  onFiles: (files: File[]) => void
  onSample: () => void
}

export function LibraryScreen({ folder: uuid, isAllMoved, dialogs, onFiles, onSample }: LibraryScreenProps) {
  const { account, index: currentIndex, library } = useStore()
  const index = currentIndex.value
  if (!library.opened.value) return null
  if (uuid === rootUuid && index.notebooks.size === 0 && !isAllMoved)
    return <Nothing dialogs={dialogs} onFiles={onFiles} onSample={onSample} />
  const folder = index.folders.get(uuid)
  const isTrash = uuid === trashUuid
  if (!folder && uuid !== rootUuid && !isTrash) return <MissingScreen what="folder" />
  return (
    <LibraryView
      folder={uuid}
      title={folder ? displayName(folder.name) : t(isTrash ? 'trash.title' : 'library.title')}
      way={folder ? pathTo(index, folder) : isTrash ? [{ name: t('library.title'), href: '/' }] : []}
      workspace={null}
      dialogs={dialogs}
      {...(uuid === rootUuid && {
        head: <WorkspaceMenu current={null} dialogs={dialogs} />,
        above: (
          <>
            {account.user.value && <LibraryStatus />}
            {isAllMoved && <p class="quiet">{t('library.allMoved')}</p>}
          </>
        ),
        below: <TrashCard index={index} />,
      })}
    />
  )
}

/** There are no notebooks, neither in this browser nor, as far as is known, on the server. */
function Nothing({ dialogs, onFiles, onSample }: Pick<LibraryScreenProps, 'dialogs' | 'onFiles' | 'onSample'>) {
  const { account, shelf } = useStore()
  const privacy = usePrivacyNote()
  if (areNotesAwaited.value === null) return null
  if (areNotesAwaited.value) return <p class="screen quiet">{t('notes.loading')}</p>
  if (account.state.value.kind === 'opening' || shelf.state.value === 'loading')
    return <p class="screen quiet">{t('serverShelf.loading')}</p>
  return (
    <EmptyLibrary
      privacy={privacy}
      worksOffline={worksOffline()}
      onFiles={onFiles}
      onSample={onSample}
      // Guests come for their files.
      below={!account.user.value && <NewNoteButton folder={rootUuid} />}
    >
      {account.user.value && (
        <>
          <div class="actions">
            <NewNoteButton folder={rootUuid} />
            <WorkspaceMenu current={null} dialogs={dialogs} />
          </div>
          <FirstStepsCard />
        </>
      )}
    </EmptyLibrary>
  )
}
