// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { rootUuid, trashUuid } from '@rmirror/shared/library'
import { useMemo, useRef } from 'preact/hooks'
import { displayName } from '../../components/controls/display-name.ts'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { Breadcrumbs } from '../../components/library/Breadcrumbs.tsx'
import { EmptyLibrary } from '../../components/library/EmptyLibrary.tsx'
import { countItems, itemsText } from '../../components/library/items-text.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import { worksOffline } from '../../data/local/offline.ts'
import { useStore } from '../../data/store.ts'
import { areNotesAwaited } from '../../data/workspace/guest-notes.ts'
import { t } from '../../i18n/index.ts'
import { MissingScreen } from '../frame/MissingScreen.tsx'
import { usePrivacyNote } from '../frame/PrivacyNote.tsx'
import { pathTo } from '../search/library-tree.ts'
import { moveAmongResults, saveSearchInHistory } from '../search/search-keys.ts'
import { FirstStepsCard } from './FirstStepsCard.tsx'
import { TrashCard } from './FolderList.tsx'
import { FilterChips } from './filters/FilterChips.tsx'
import { FilterPanel } from './filters/FilterPanel.tsx'
import { LibraryContents } from './LibraryContents.tsx'
import { LibraryStatus } from './LibraryStatus.tsx'
import { LibraryTools } from './LibraryTools.tsx'
import { NewNoteButton } from './NewNote.tsx'
import type { LibraryDialogs } from './selection/library-dialogs.ts'
import { NotebookSelection } from './selection/notebook-selection.ts'
import { SelectionBar } from './selection/SelectionBar.tsx'
import { useSelectionKeys } from './selection/use-selection-keys.ts'
import { useExportAll } from './use-export-all.ts'
import { useListedNotebooks } from './use-listed-notebooks.ts'

interface LibraryScreenProps {
  /** "" for the root, "trash", or a folder's uuid. */
  folder: string
  dialogs: LibraryDialogs
  onFiles: (files: File[]) => void
  onSample: () => void
}

const panelId = 'filters'

export function LibraryScreen({ folder: uuid, dialogs, onFiles, onSample }: LibraryScreenProps) {
  const { account, index: currentIndex, library, search } = useStore()
  const selection = useMemo(() => new NotebookSelection(), [])
  const isPanelOpen = useSignal(false)
  const filterButton = useRef<HTMLButtonElement>(null)
  const index = currentIndex.value
  const shown = useListedNotebooks(index, uuid)
  const { notebooks, words, filters, isNarrowed, sort } = shown
  const exportAll = useExportAll(index, uuid, shown)
  useSelectionKeys(selection, notebooks.length > 0)
  if (!library.opened.value) return null
  if (uuid === rootUuid && index.notebooks.size === 0) return <Nothing onFiles={onFiles} onSample={onSample} />
  const folder = index.folders.get(uuid)
  const isTrash = uuid === trashUuid
  if (!folder && uuid !== rootUuid && !isTrash) return <MissingScreen what="folder" />

  const title = folder ? displayName(folder.name) : t(isTrash ? 'trash.title' : 'library.title')
  const way = folder ? pathTo(index, folder) : isTrash ? [{ name: t('library.title'), href: '/' }] : []
  const clear = () => {
    filters.clear()
    filterButton.current?.focus()
  }
  return (
    // Key and click events bubble up from the links inside.
    <div
      class="screen"
      {...(words && { onKeyDown: moveAmongResults })}
      onClickCapture={() => saveSearchInHistory(search.words.peek())}
    >
      <Breadcrumbs way={way} />
      <div class="screen-head">
        <ScreenTitle title={title} />
        <LibraryTools
          canSelect={shown.hasNotebooks}
          canExport={exportAll.canExport}
          isCollecting={exportAll.isCollecting}
          selection={selection}
          onExport={exportAll.start}
          sort={sort}
          folder={uuid}
          hasStates={account.user.value !== null}
          filterPanel={{ id: panelId, isOpen: isPanelOpen, button: filterButton }}
        />
      </div>
      {isPanelOpen.value && <FilterPanel id={panelId} inUse={filters} index={index} within={uuid} />}
      <FilterChips inUse={filters} index={index} onEmpty={() => filterButton.current?.focus()} />
      <p role="status" class="filter-count">
        {filters.list.length > 0 && foundText(notebooks)}
      </p>
      {uuid === rootUuid && account.user.value && !isNarrowed && <LibraryStatus />}
      <SelectionBar notebooks={notebooks} selection={selection} archiveName={title} dialogs={dialogs} />
      <LibraryContents index={index} folder={uuid} shown={shown} selection={selection} onClear={clear} />
      {uuid === rootUuid && !isNarrowed && <TrashCard index={index} />}
      {exportAll.collected && (
        <dialogs.ExportSeveral {...exportAll.collected} archiveName={title} onClose={exportAll.close} />
      )}
    </div>
  )
}

function foundText(notebooks: readonly Notebook[]): string {
  return notebooks.length > 0 ? t('filter.found', { items: itemsText(countItems(notebooks)) }) : t('filter.nothing')
}

/** There are no notebooks, neither in this browser nor, as far as is known, on the server. */
function Nothing({ onFiles, onSample }: Pick<LibraryScreenProps, 'onFiles' | 'onSample'>) {
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
          <NewNoteButton folder={rootUuid} />
          <FirstStepsCard />
        </>
      )}
    </EmptyLibrary>
  )
}
