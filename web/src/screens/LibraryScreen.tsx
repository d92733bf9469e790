// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { rootUuid, trashUuid } from '@rmirror/shared/library'
import { useMemo, useRef } from 'preact/hooks'
import { Breadcrumbs } from '../components/Breadcrumbs.tsx'
import { EmptyLibrary } from '../components/EmptyLibrary.tsx'
import { ScreenTitle } from '../components/ScreenTitle.tsx'
import { filterNotebooks, writeFilters } from '../data/filters.ts'
import { worksOffline } from '../data/offline.ts'
import { preferences } from '../data/preferences.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { FilterChips } from './FilterChips.tsx'
import { FilterPanel } from './FilterPanel.tsx'
import { FolderList, TrashCard } from './FolderList.tsx'
import type { Selection } from './LibraryCard.tsx'
import { LibraryTools } from './LibraryTools.tsx'
import { LibraryTree } from './LibraryTree.tsx'
import { wayTo } from './library-tree.ts'
import { MissingScreen } from './MissingScreen.tsx'
import { NotebookList } from './NotebookList.tsx'
import { SearchHits } from './SearchHits.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { SyncBar } from './SyncBar.tsx'
import { keepWords, moveAmongResults } from './search-keys.ts'
import { useFilters } from './use-filters.ts'

interface LibraryScreenProps {
  /** "" for the root, "trash", or a folder's uuid. */
  folder: string
  onFiles: (files: File[]) => void
  onSample: () => void
}

const panelId = 'filters'

export function LibraryScreen({ folder: uuid, onFiles, onSample }: LibraryScreenProps) {
  const { account, index: currentIndex, library, search } = useStore()
  const selection = useSignal<Selection>(null)
  const isPanelOpen = useSignal(false)
  const filterButton = useRef<HTMLButtonElement>(null)
  const words = search.words.value.trim()
  const inUse = useFilters()
  const { filters } = inUse
  const hasFilters = inUse.list.length > 0
  const { view, isReversed } = preferences.value
  const hasStates = account.user.value !== null
  const sort = preferences.value.sort === 'state' && !hasStates ? 'modified' : preferences.value.sort
  const index = currentIndex.value
  const isNarrowed = words !== '' || hasFilters
  const isDeep = isNarrowed || view === 'tree'
  const shown = useMemo(() => {
    const listed = isDeep ? index.matching(words, uuid, sort) : index.notebooksIn(uuid, sort)
    const found = hasFilters ? filterNotebooks(listed, filters, index) : listed
    return isReversed ? found.toReversed() : found
  }, [index, words, uuid, sort, isReversed, isDeep, filters, hasFilters])
  const narrowsSearch = hasFilters && words !== ''
  const among = useMemo(() => {
    const found = narrowsSearch ? filterNotebooks(index.matching('', uuid, sort), filters, index) : null
    return found && new Set(found.map((notebook) => notebook.uuid))
  }, [index, uuid, sort, filters, narrowsSearch])
  if (!library.opened.value) return null
  if (uuid === rootUuid && index.notebooks.size === 0) return <Nothing onFiles={onFiles} onSample={onSample} />
  const folder = index.folders.get(uuid)
  const isTrash = uuid === trashUuid
  if (!folder && uuid !== rootUuid && !isTrash) return <MissingScreen what="folder" />

  const title = folder?.name ?? t(isTrash ? 'trash.title' : 'library.title')
  const way = folder ? wayTo(index, folder) : isTrash ? [{ name: t('library.title'), href: '/' }] : []
  const isEmpty = shown.length === 0 && (isDeep || !index.foldersIn(uuid).some((each) => index.countBelow(each.uuid)))
  const name = `${uuid} ${sort} ${isReversed} ${writeFilters(filters)} ${words}`
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
        <LibraryTools
          canSelect={shown.some(({ here }) => here)}
          selection={selection}
          sort={sort}
          hasStates={hasStates}
          filterPanel={{ id: panelId, isOpen: isPanelOpen, button: filterButton }}
        />
      </div>
      {isPanelOpen.value && <FilterPanel id={panelId} inUse={inUse} index={index} within={uuid} />}
      <FilterChips inUse={inUse} index={index} onEmpty={() => filterButton.current?.focus()} />
      <p role="status" class="filter-count">
        {hasFilters && shown.length > 0 && t('filter.count', { count: shown.length })}
        {hasFilters && shown.length === 0 && t('filter.nothing')}
      </p>
      {uuid === rootUuid && account.user.value && !isNarrowed && <SyncBar />}
      <SelectionBar notebooks={shown} selection={selection} archiveName={title} />
      {view === 'tree' ? (
        <LibraryTree
          key={isNarrowed ? name : uuid}
          index={index}
          root={uuid}
          notebooks={shown}
          name={name}
          isNarrowed={isNarrowed}
          selection={selection}
        />
      ) : (
        <>
          <FolderList index={index} parent={uuid} hidden={isNarrowed} />
          <NotebookList key={view} view={view} name={name} notebooks={shown} selection={selection} />
        </>
      )}
      <SearchHits listed={shown} among={among} />
      {isEmpty && !hasFilters && search.state.value.kind === 'idle' && (
        <p class="nothing">{t(words ? 'library.noMatch' : 'folder.empty')}</p>
      )}
      {isEmpty && hasFilters && (
        <button
          type="button"
          class="button"
          onClick={() => {
            inUse.clear()
            filterButton.current?.focus()
          }}
        >
          {t('filter.clear')}
        </button>
      )}
      {uuid === rootUuid && !isNarrowed && <TrashCard index={index} />}
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
