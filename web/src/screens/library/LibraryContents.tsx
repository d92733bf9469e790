// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LibraryIndex } from '../../data/library/library-index.ts'
import { preferences } from '../../data/library/preferences.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { SearchHits } from '../search/SearchHits.tsx'
import { FolderList } from './FolderList.tsx'
import { LibraryTree } from './LibraryTree.tsx'
import { NotebookList } from './NotebookList.tsx'
import type { NotebookSelection } from './selection/notebook-selection.ts'
import type { ListedNotebooks } from './use-listed-notebooks.ts'

interface LibraryContentsProps {
  index: LibraryIndex
  /** "" for the root, "trash", or a folder's uuid. */
  folder: string
  shown: ListedNotebooks
  selection: NotebookSelection
  onClear: () => void
}

/** The notebooks, in the user's preferred view. */
export function LibraryContents({ index, folder, shown, selection, onClear }: LibraryContentsProps) {
  const { notebooks, name, isNarrowed } = shown
  const { view } = preferences.value
  if (view === 'tree')
    return (
      <>
        <LibraryTree
          // Remounted for each search: folders closed in the results of one are open in those of the next.
          key={isNarrowed ? name : folder}
          index={index}
          root={folder}
          notebooks={notebooks}
          name={name}
          isNarrowed={isNarrowed}
          selection={selection}
        />
        <SearchHits listed={notebooks} />
        <Nothing shown={shown} isEmpty={notebooks.length === 0} onClear={onClear} />
      </>
    )
  const hasFolders = !isNarrowed && index.foldersIn(folder).some(({ uuid }) => index.countBelow(uuid) > 0)
  return (
    <>
      <FolderList index={index} parent={folder} hidden={isNarrowed} />
      <NotebookList key={view} view={view} name={name} notebooks={notebooks} selection={selection} />
      <SearchHits listed={notebooks} />
      <Nothing shown={shown} isEmpty={notebooks.length === 0 && !hasFolders} onClear={onClear} />
    </>
  )
}

interface NothingProps extends Pick<LibraryContentsProps, 'shown' | 'onClear'> {
  isEmpty: boolean
}

function Nothing({ shown: { words, filters }, isEmpty, onClear }: NothingProps) {
  const { search } = useStore()
  if (!isEmpty) return null
  if (filters.list.length > 0)
    return (
      <button type="button" class="button" onClick={onClear}>
        {t('filter.clear')}
      </button>
    )
  if (search.state.value.kind !== 'idle') return null
  return <p class="nothing">{t(words ? 'library.noMatch' : 'folder.empty')}</p>
}
