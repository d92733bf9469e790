// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { Icon, type IconName } from '../../components/controls/Icon.tsx'
import { keyOf } from '../../components/controls/use-actions.ts'
import { type Sort, sorts } from '../../data/library/library-index.ts'
import { type Preferences, prefer, preferences } from '../../data/library/preferences.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { NewNoteButton } from './NewNote.tsx'
import type { NotebookSelection } from './selection/notebook-selection.ts'

interface LibraryToolsProps {
  canSelect: boolean
  canExport: boolean
  /** Offers new notes. */
  canWrite: boolean
  /** All search results are being collected for an export. */
  isCollecting: boolean
  selection: NotebookSelection
  /** Exports everything in this folder, or everything that was found. */
  onExport: () => void
  sort: Sort
  /** Offers sorting by sync state; false for guests, who have nothing on a server. */
  hasStates: boolean
  /** "" for the root, "trash", or a folder's uuid. */
  folder: string
  filterPanel: { id: string; isOpen: Signal<boolean>; button: RefObject<HTMLButtonElement> }
}

export function LibraryTools(props: LibraryToolsProps) {
  const { canSelect, canExport, canWrite, isCollecting, selection, onExport, folder, filterPanel, ...sorting } = props
  const { id, isOpen, button } = filterPanel
  return (
    <div class="library-tools">
      <SortFields {...sorting} />
      <ViewButtons />
      {canWrite && <NewNoteButton folder={folder} isShort />}
      <button
        ref={button}
        type="button"
        class="button short-button"
        aria-expanded={isOpen.value}
        {...(isOpen.value && { 'aria-controls': id })}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <Icon name="filter" />
        <span>{t('filter.button')}</span>
      </button>
      {canSelect && !selection.chosen.value && (
        <button type="button" class="button" {...keyOf('select')} onClick={() => selection.start()}>
          {t('select.start')}
        </button>
      )}
      {canExport && !selection.chosen.value && (
        <button type="button" class="button short-button" aria-disabled={isCollecting} onClick={onExport}>
          <Icon name="download" />
          <span>{t('exportSeveral.all')}</span>
        </button>
      )}
    </div>
  )
}

interface SortTexts {
  name: TextKey
  /** Labels for the default and the reversed order. */
  orders: [TextKey, TextKey]
}

const sortTexts: Record<Sort, SortTexts> = {
  modified: { name: 'library.sortModified', orders: ['sort.newest', 'sort.oldest'] },
  name: { name: 'library.sortName', orders: ['sort.fromA', 'sort.fromZ'] },
  pages: { name: 'library.sortPages', orders: ['sort.most', 'sort.fewest'] },
  state: { name: 'library.sortState', orders: ['sort.failed', 'sort.synced'] },
}

function SortFields({ sort, hasStates }: Pick<LibraryToolsProps, 'sort' | 'hasStates'>) {
  const { isReversed } = preferences.value
  const order = t(sortTexts[sort].orders[isReversed ? 1 : 0])
  const label = t('sort.reverse', { order })
  const choose = (chosen: string) => {
    const found = sorts.find((each) => each === chosen)
    if (found) prefer({ sort: found, isReversed: false })
  }
  return (
    <div class="sort-fields">
      <label class="field field-select">
        <span class="visually-hidden">{t('library.sort')}</span>
        <select value={sort} onChange={(event) => choose(event.currentTarget.value)}>
          {sorts
            .filter((each) => hasStates || each !== 'state')
            .map((each) => (
              <option key={each} value={each}>
                {t(sortTexts[each].name)}
              </option>
            ))}
        </select>
      </label>
      <button
        type="button"
        class="button button-icon"
        aria-label={label}
        title={label}
        onClick={() => prefer({ isReversed: !isReversed })}
      >
        <Icon name={isReversed ? 'arrowUp' : 'arrowDown'} />
      </button>
    </div>
  )
}

const views: Record<Preferences['view'], { icon: IconName; name: TextKey }> = {
  grid: { icon: 'grid', name: 'view.grid' },
  list: { icon: 'list', name: 'view.list' },
  tree: { icon: 'tree', name: 'view.tree' },
}

function ViewButtons() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and these are buttons.
    <div role="group" class="view-buttons" aria-label={t('view.label')}>
      {(Object.keys(views) as Preferences['view'][]).map((view) => (
        <button
          key={view}
          type="button"
          class="button button-icon"
          aria-pressed={preferences.value.view === view}
          aria-label={t(views[view].name)}
          title={t(views[view].name)}
          onClick={() => prefer({ view })}
        >
          <Icon name={views[view].icon} />
        </button>
      ))}
    </div>
  )
}
