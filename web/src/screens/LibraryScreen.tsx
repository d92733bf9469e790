// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { rootUuid, trashUuid } from '@rmirror/shared/library'
import { useMemo } from 'preact/hooks'
import { Breadcrumbs } from '../components/Breadcrumbs.tsx'
import { EmptyLibrary } from '../components/EmptyLibrary.tsx'
import { ScreenTitle } from '../components/ScreenTitle.tsx'
import { worksOffline } from '../data/offline.ts'
import { preferences } from '../data/preferences.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { FolderList, TrashCard } from './FolderList.tsx'
import type { Selection } from './LibraryCard.tsx'
import { LibraryTools } from './LibraryTools.tsx'
import { wayTo } from './library-tree.ts'
import { MissingScreen } from './MissingScreen.tsx'
import { NotebookList } from './NotebookList.tsx'
import { SearchHits } from './SearchHits.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { SyncBar } from './SyncBar.tsx'
import { keepWords, moveAmongResults } from './search-keys.ts'

interface LibraryScreenProps {
  /** "" for the root, "trash", or a folder's uuid. */
  folder: string
  onFiles: (files: File[]) => void
  onSample: () => void
}

export function LibraryScreen({ folder: uuid, onFiles, onSample }: LibraryScreenProps) {
  const { account, index: currentIndex, library, search } = useStore()
  const selection = useSignal<Selection>(null)
  const words = search.words.value.trim()
  const { sort } = preferences.value
  const index = currentIndex.value
  const shown = useMemo(
    () => (words ? index.matching(words, uuid, sort) : index.notebooksIn(uuid, sort)),
    [index, words, uuid, sort],
  )
  if (!library.opened.value) return null
  if (uuid === rootUuid && index.notebooks.size === 0) return <Nothing onFiles={onFiles} onSample={onSample} />
  const folder = index.folders.get(uuid)
  const isTrash = uuid === trashUuid
  if (!folder && uuid !== rootUuid && !isTrash) return <MissingScreen what="folder" />

  const title = folder?.name ?? t(isTrash ? 'trash.title' : 'library.title')
  const way = folder ? wayTo(index, folder) : isTrash ? [{ name: t('library.title'), href: '/' }] : []
  const isEmpty =
    shown.length === 0 && (words !== '' || !index.foldersIn(uuid).some((each) => index.countBelow(each.uuid)))
  return (
    // Keys and clicks bubble here from the links inside.
    <div
      class="screen"
      {...(words && { onKeyDown: moveAmongResults })}
      onClickCapture={() => keepWords(search.words.peek())}
    >
      <Breadcrumbs way={way} />
      <div class="screen-head">
        <ScreenTitle title={title} />
        <LibraryTools canSelect={shown.some(({ here }) => here)} selection={selection} />
      </div>
      {uuid === rootUuid && account.user.value && !words && <SyncBar />}
      <SelectionBar notebooks={shown} selection={selection} archiveName={title} />
      <FolderList index={index} parent={uuid} hidden={words !== ''} />
      <NotebookList name={`${uuid} ${sort} ${words}`} notebooks={shown} selection={selection} />
      <SearchHits listed={shown} />
      {isEmpty && search.state.value.kind === 'idle' && (
        <p class="nothing">{t(words ? 'library.noMatch' : 'folder.empty')}</p>
      )}
      {uuid === rootUuid && !words && <TrashCard index={index} />}
    </div>
  )
}

/** Neither in this browser nor, as far as one can tell, on the server. */
function Nothing({ onFiles, onSample }: Pick<LibraryScreenProps, 'onFiles' | 'onSample'>) {
  const { account, shelf } = useStore()
  if (account.state.value.kind === 'opening' || shelf.state.value === 'loading')
    return <p class="screen quiet">{t('serverShelf.loading')}</p>
  return <EmptyLibrary worksOffline={worksOffline()} onFiles={onFiles} onSample={onSample} />
}
