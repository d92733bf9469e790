// SPDX-License-Identifier: AGPL-3.0-or-later
// The library as folders that expand in place. Nested lists with the usual links and checkboxes rather than an ARIA
// tree, which can contain neither; arrow keys work as in one.
import { type Signal, useSignal } from '@preact/signals'
import { type Folder, trashUuid } from '@rmirror/shared/library'
import { useMemo } from 'preact/hooks'
import { displayName } from '../../components/controls/display-name.ts'
import { Icon } from '../../components/controls/Icon.tsx'
import { useInfiniteScroll } from '../../components/controls/use-infinite-scroll.ts'
import { itemsText } from '../../components/library/items-text.ts'
import { type Branch, branchesOf } from '../../data/library/branches.ts'
import type { LibraryIndex } from '../../data/library/library-index.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import { openFolders } from '../../data/library/open-folders.ts'
import { t } from '../../i18n/index.ts'
import { LibraryRow } from './LibraryRow.tsx'
import { NewNoteIn } from './NewNote.tsx'
import type { NotebookSelection } from './selection/notebook-selection.ts'
import { moveInTree } from './tree-keys.ts'
import { UnsentBadge } from './UnsentBadge.tsx'

/** If more notebooks than this are found, their folders aren't all opened. */
const maxOpenedFolders = 200

interface LibraryTreeProps {
  index: LibraryIndex
  /** "" for the root, "trash", or a folder's uuid. */
  root: string
  notebooks: readonly Notebook[]
  /** Identifies the list: another one starts at its top. */
  name: string
  /** The notebooks are results of a search or filters, so their folders are opened. */
  isNarrowed: boolean
  selection: NotebookSelection
}

interface Tree extends Pick<LibraryTreeProps, 'index' | 'name' | 'selection'> {
  branches: ReadonlyMap<string, Branch>
  /** Uuids of the folders that aren't in their initial state. */
  toggled: Signal<ReadonlySet<string>>
  opensAll: boolean
  isInTrash: boolean
}

export function LibraryTree({ index, root, notebooks, name, isNarrowed, selection }: LibraryTreeProps) {
  const branches = useMemo(() => branchesOf(index, notebooks), [index, notebooks])
  const closed = useSignal<ReadonlySet<string>>(new Set())
  const opensAll = isNarrowed && notebooks.length <= maxOpenedFolders
  const isInTrash = root === trashUuid || index.isInTrash({ parent: root })
  const tree = { index, branches, name, selection, opensAll, isInTrash, toggled: opensAll ? closed : openFolders }
  if (!branches.has(root)) return null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys bubble here from the buttons, links and boxes inside.
    <div class="library-tree" onKeyDown={moveInTree}>
      <Level tree={tree} folder={root} depth={0} label={t('tree.label')} />
    </div>
  )
}

interface LevelProps {
  tree: Tree
  folder: string
  /** 0 for items at the root. */
  depth: number
  label: string
}

function Level({ tree, folder, depth, label }: LevelProps) {
  const { folders = [], notebooks = [] } = tree.branches.get(folder) ?? {}
  const total = folders.length + notebooks.length
  const { count, list, height, end } = useInfiniteScroll<HTMLUListElement>(`tree ${folder} ${tree.name}`, total)
  return (
    <>
      <ul
        ref={list}
        aria-label={label}
        class="tree-level"
        style={{ '--indent': indentOf(depth), ...(height > 0 && { minHeight: `${height}px` }) }}
      >
        {folders.slice(0, count).map((each) => (
          <TreeFolder key={each.uuid} tree={tree} folder={each} depth={depth} />
        ))}
        {notebooks.slice(0, Math.max(0, count - folders.length)).map((notebook) => (
          <li key={notebook.uuid} class="tree-item">
            <LibraryRow notebook={notebook} selection={tree.selection} />
          </li>
        ))}
      </ul>
      <div ref={end} />
    </>
  )
}

/** Fraction (0 to 1) of the space for indents. Each level adds a little less, and even the 30th still adds some. */
function indentOf(depth: number): number {
  return 1 - 0.93 ** depth
}

function TreeFolder({ tree, folder, depth }: Pick<LevelProps, 'tree' | 'depth'> & { folder: Folder }) {
  const { index, toggled, opensAll, branches, isInTrash } = tree
  const isOpen = toggled.value.has(folder.uuid) !== opensAll
  const toggle = () => {
    const next = new Set(toggled.value)
    if (!next.delete(folder.uuid)) next.add(folder.uuid)
    toggled.value = next
  }
  return (
    <li class="tree-item" data-folder={folder.uuid}>
      <div class="tree-folder">
        <button type="button" class="tree-toggle" aria-expanded={isOpen} onClick={toggle}>
          <Icon name="chevron" />
          <Icon name="folder" />
          <span class="row-name">{displayName(folder.name)}</span>
          <span class="folder-count">{itemsText(branches.get(folder.uuid)?.items ?? { count: 0, notes: 0 })}</span>
          <UnsentBadge index={index} folder={folder.uuid} />
        </button>
        {!isInTrash && <NewNoteIn folder={folder.uuid} name={displayName(folder.name)} />}
      </div>
      {isOpen && <Level tree={tree} folder={folder.uuid} depth={depth + 1} label={displayName(folder.name)} />}
    </li>
  )
}
