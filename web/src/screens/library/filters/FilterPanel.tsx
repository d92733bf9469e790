// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMemo } from 'preact/hooks'
import { displayName } from '../../../components/controls/display-name.ts'
import { readDay } from '../../../data/account/calendar.ts'
import type { LibraryIndex } from '../../../data/library/library-index.ts'
import { type SyncState, syncStates } from '../../../data/library/progress.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { folderName } from '../../search/library-tree.ts'
import { stateNames } from '../../texts/state-texts.ts'
import type { FiltersInUse } from './use-filters.ts'

interface FilterPanelProps {
  id: string
  inUse: FiltersInUse
  index: LibraryIndex
  /** The folder of the screen: "" for the root, "trash", or a uuid. */
  within: string
}

/** All filters for the library; changes apply immediately. */
export function FilterPanel({ id, inUse: { filters, set }, index, within }: FilterPanelProps) {
  const { account } = useStore()
  const unused = index.tags.filter((tag) => !filters.tags.includes(tag))
  const addTag = (field: HTMLSelectElement) => {
    const tag = field.value
    field.value = ''
    if (tag) set({ ...filters, tags: [...filters.tags, tag] })
  }
  return (
    <section id={id} class="filter-panel" aria-label={t('filter.title')}>
      {index.tags.length > 0 && (
        <label class="filter-field">
          <span>{t('filter.tag')}</span>
          <select class="field" value="" onChange={(event) => addTag(event.currentTarget)}>
            <option value="">{t('filter.addTag')}</option>
            {unused.map((tag) => (
              <option key={tag} value={tag}>
                {tag}
              </option>
            ))}
          </select>
        </label>
      )}
      <FolderField
        index={index}
        within={within}
        chosen={filters.folder}
        onChoose={(folder) => set({ ...filters, folder })}
      />
      <DayField label={t('filter.since')} day={filters.since} onChange={(since) => set({ ...filters, since })} />
      <DayField label={t('filter.until')} day={filters.until} onChange={(until) => set({ ...filters, until })} />
      <label class="filter-check">
        <input
          type="checkbox"
          checked={filters.starred}
          onChange={(event) => set({ ...filters, starred: event.currentTarget.checked })}
        />
        <span>{t('filter.starred')}</span>
      </label>
      {account.user.value && <StateFields states={filters.states} onChange={(states) => set({ ...filters, states })} />}
    </section>
  )
}

interface FolderFieldProps extends Pick<FilterPanelProps, 'index' | 'within'> {
  chosen: string | null
  onChoose: (folder: string | null) => void
}

/** Choice of a non-empty folder below the current one, each by its full path. */
function FolderField({ index, within, chosen, onChoose }: FolderFieldProps) {
  const options = useMemo(() => {
    const below = [...index.foldersBelow(within)].flatMap((uuid) => index.folders.get(uuid) ?? [])
    const named = below
      .filter(({ uuid }) => uuid !== within && index.countBelow(uuid) > 0)
      .map((folder) => ({
        uuid: folder.uuid,
        path: [...index.pathTo(folder), folder].map(({ name }) => displayName(name)).join(' / '),
      }))
    return named.sort((a, b) => a.path.localeCompare(b.path))
  }, [index, within])
  if (options.length === 0 && chosen === null) return null
  const isUnknown = chosen !== null && !options.some(({ uuid }) => uuid === chosen)
  return (
    <label class="filter-field">
      <span>{t('filter.folder')}</span>
      <select class="field" value={chosen ?? ''} onChange={(event) => onChoose(event.currentTarget.value || null)}>
        <option value="">{t('filter.anyFolder')}</option>
        {isUnknown && <option value={chosen}>{folderName(index, chosen)}</option>}
        {options.map(({ uuid, path }) => (
          <option key={uuid} value={uuid}>
            {path}
          </option>
        ))}
      </select>
    </label>
  )
}

interface DayFieldProps {
  label: string
  day: string | null
  onChange: (day: string | null) => void
}

function DayField({ label, day, onChange }: DayFieldProps) {
  return (
    <label class="filter-field">
      <span>{label}</span>
      <input
        class="field"
        type="date"
        value={day ?? ''}
        onChange={(event) => onChange(readDay(event.currentTarget.value))}
      />
    </label>
  )
}

interface StateFieldsProps {
  states: readonly SyncState[]
  onChange: (states: SyncState[]) => void
}

function StateFields({ states, onChange }: StateFieldsProps) {
  const choose = (state: SyncState, wanted: boolean) =>
    onChange(syncStates.filter((each) => (each === state ? wanted : states.includes(each))))
  return (
    <fieldset class="filter-states">
      <legend>{t('filter.state')}</legend>
      {syncStates.map((state) => (
        <label key={state} class="filter-check">
          <input
            type="checkbox"
            checked={states.includes(state)}
            onChange={(event) => choose(state, event.currentTarget.checked)}
          />
          <span>{t(stateNames[state])}</span>
        </label>
      ))}
    </fieldset>
  )
}
