// SPDX-License-Identifier: AGPL-3.0-or-later
// A library with its tools, filters, selection and search results: one's own, or that of a shared workspace.
import { useSignal } from '@preact/signals'
import { rootUuid } from '@rmirror/shared/library'
import type { ComponentChildren } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { Breadcrumbs, type Crumb } from '../../components/library/Breadcrumbs.tsx'
import { countItems, itemsText } from '../../components/library/items-text.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { moveAmongResults, saveSearchInHistory } from '../search/search-keys.ts'
import { FilterChips } from './filters/FilterChips.tsx'
import { FilterPanel } from './filters/FilterPanel.tsx'
import { LibraryContents } from './LibraryContents.tsx'
import { LibraryTools } from './LibraryTools.tsx'
import type { LibraryDialogs } from './selection/library-dialogs.ts'
import { NotebookSelection } from './selection/notebook-selection.ts'
import { SelectionBar } from './selection/SelectionBar.tsx'
import { useSelectionKeys } from './selection/use-selection-keys.ts'
import { useExportAll } from './use-export-all.ts'
import { useListedNotebooks } from './use-listed-notebooks.ts'

interface LibraryViewProps {
  /** "" for the root, "trash", or a folder's uuid. */
  folder: string
  title: string
  way: Crumb[]
  /** The id of the shared workspace; null in one's own library. */
  workspace: string | null
  dialogs: LibraryDialogs
  /** Beside the title. */
  head?: ComponentChildren
  /** Above and below the notebooks, while all are listed. */
  above?: ComponentChildren
  below?: ComponentChildren
}

const panelId = 'filters'

export function LibraryView({ folder, title, way, workspace, dialogs, head, above, below }: LibraryViewProps) {
  const { account, index: currentIndex, search } = useStore()
  const selection = useMemo(() => new NotebookSelection(), [])
  const isPanelOpen = useSignal(false)
  const filterButton = useRef<HTMLButtonElement>(null)
  const index = currentIndex.value
  const shown = useListedNotebooks(index, folder, workspace)
  const { notebooks, words, filters, isNarrowed, sort } = shown
  const exportAll = useExportAll(index, folder, shown)
  useSelectionKeys(selection, notebooks.length > 0)
  // What is above says why it is empty.
  const isBare = folder === rootUuid && index.notebooks.size === 0 && !isNarrowed
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
        <div class="library-name">
          <ScreenTitle title={title} />
          {head}
        </div>
        <LibraryTools
          canSelect={shown.hasNotebooks}
          canExport={exportAll.canExport}
          canWrite={workspace === null}
          isCollecting={exportAll.isCollecting}
          selection={selection}
          onExport={exportAll.start}
          sort={sort}
          folder={folder}
          hasStates={account.user.value !== null}
          filterPanel={{ id: panelId, isOpen: isPanelOpen, button: filterButton }}
        />
      </div>
      {isPanelOpen.value && <FilterPanel id={panelId} inUse={filters} index={index} within={folder} />}
      <FilterChips inUse={filters} index={index} onEmpty={() => filterButton.current?.focus()} />
      <p role="status" class="filter-count">
        {filters.list.length > 0 && foundText(notebooks)}
      </p>
      {!isNarrowed && above}
      <SelectionBar notebooks={notebooks} selection={selection} archiveName={title} dialogs={dialogs} />
      {!isBare && <LibraryContents index={index} folder={folder} shown={shown} selection={selection} onClear={clear} />}
      {!isNarrowed && below}
      {exportAll.collected && (
        <dialogs.ExportSeveral {...exportAll.collected} archiveName={title} onClose={exportAll.close} />
      )}
    </div>
  )
}

function foundText(notebooks: readonly Notebook[]): string {
  return notebooks.length > 0 ? t('filter.found', { items: itemsText(countItems(notebooks)) }) : t('filter.nothing')
}
