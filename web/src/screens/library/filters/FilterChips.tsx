// SPDX-License-Identifier: AGPL-3.0-or-later
import { useRef } from 'preact/hooks'
import { Icon } from '../../../components/controls/Icon.tsx'
import { startOfDay } from '../../../data/account/calendar.ts'
import { type Filter, withoutFilter } from '../../../data/library/filters.ts'
import type { LibraryIndex } from '../../../data/library/library-index.ts'
import { formatShortDay, t } from '../../../i18n/index.ts'
import { folderName } from '../../search/library-tree.ts'
import { stateNames } from '../../texts/state-texts.ts'
import type { FiltersInUse } from './use-filters.ts'

interface FilterChipsProps {
  inUse: FiltersInUse
  index: LibraryIndex
  /** Called after the last chip was removed, to move the focus. */
  onEmpty: () => void
}

/** The active filters, each with a button that removes it. */
export function FilterChips({ inUse: { filters, list, set, clear }, index, onEmpty }: FilterChipsProps) {
  const chips = useRef<HTMLDivElement>(null)
  if (list.length === 0) return null
  const remove = (filter: Filter, position: number) => {
    set(withoutFilter(filters, filter))
    if (list.length === 1) return onEmpty()
    // The focused chip disappears: focus the one that takes its place.
    requestAnimationFrame(() => {
      const left = chips.current?.querySelectorAll<HTMLElement>('.filter-chip') ?? []
      left[Math.min(position, left.length - 1)]?.focus()
    })
  }
  return (
    <div ref={chips} class="filter-chips">
      <ul aria-label={t('filter.active')}>
        {list.map((filter, position) => (
          <li key={JSON.stringify(filter)}>
            <button
              type="button"
              class="filter-chip"
              aria-label={t('filter.remove', { filter: filterText(filter, index) })}
              onClick={() => remove(filter, position)}
            >
              <span>{filterText(filter, index)}</span>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="link"
        onClick={() => {
          clear()
          onEmpty()
        }}
      >
        {t('filter.clearAll')}
      </button>
    </div>
  )
}

function filterText(filter: Filter, index: LibraryIndex): string {
  switch (filter.by) {
    case 'tag':
      return t('filter.tagIs', { tag: filter.tag })
    case 'starred':
      return t('filter.starred')
    case 'folder':
      return t('filter.folderIs', { name: folderName(index, filter.folder) })
    case 'state':
      return t(stateNames[filter.state])
    case 'since':
      return t('filter.sinceDay', { day: formatShortDay(startOfDay(filter.day)) })
    case 'until':
      return t('filter.untilDay', { day: formatShortDay(startOfDay(filter.day)) })
  }
}
