// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { type Folder, rootUuid, trashUuid } from '@rmirror/shared/library'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Breadcrumbs } from '../components/Breadcrumbs.tsx'
import { EmptyLibrary } from '../components/EmptyLibrary.tsx'
import { FolderCard } from '../components/FolderCard.tsx'
import { Icon } from '../components/Icon.tsx'
import { NotebookCard } from '../components/NotebookCard.tsx'
import { PagePicture } from '../components/PagePicture.tsx'
import { ScreenTitle } from '../components/ScreenTitle.tsx'
import { useGradually } from '../components/use-gradually.ts'
import { useShortcuts } from '../components/use-shortcuts.ts'
import type { LiveNotebook } from '../data/library.ts'
import { worksOffline } from '../data/offline.ts'
import { prefer, preferences } from '../data/preferences.ts'
import { useStore } from '../data/store.ts'
import { isUncountable } from '../data/unopened.ts'
import { type TextKey, t } from '../i18n/index.ts'
import {
  allFolders,
  allNotebooks,
  countBelow,
  folderHref,
  isLive,
  matches,
  type ShelvedNotebook,
  type Span,
  sortNotebooks,
  spans,
  startOf,
  wayTo,
} from './library-tree.ts'
import { MissingScreen } from './MissingScreen.tsx'
import { moveToHit, SearchHits } from './SearchHits.tsx'
import { ServerNotebookCard } from './ServerNotebookCard.tsx'
import { SyncBar } from './SyncBar.tsx'

interface LibraryScreenProps {
  /** "" for the root, "trash", or a folder's uuid. */
  folder: string
  onFiles: (files: File[]) => void
  onSample: () => void
}

export function LibraryScreen({ folder: uuid, onFiles, onSample }: LibraryScreenProps) {
  const { account, library, search, shelf } = useStore()
  const filter = useSignal('')
  const user = account.user.value
  useEffect(() => search.ask(filter.value), [search, user, filter.value])
  useEffect(() => () => search.ask(''), [search])
  /** The uuids of those selected; null: nothing is being selected. */
  const selected = useSignal<ReadonlySet<string> | null>(null)
  if (!library.opened.value) return null
  const folders = allFolders(library, shelf)
  const notebooks = allNotebooks(library, shelf)
  if (uuid === rootUuid && notebooks.length === 0) return <Nothing onFiles={onFiles} onSample={onSample} />
  const here = folders.find((entry) => entry.uuid === uuid)
  if (!here && uuid !== rootUuid && uuid !== trashUuid) return <MissingScreen what="folder" />

  const filtering = filter.value.trim() !== ''
  const lies = (parent: string) => (filtering ? within(folders, uuid, parent) : parent === uuid)
  const shownFolders = folders
    .filter((entry) => entry.parent === uuid && !filtering && countBelow(folders, notebooks, entry.uuid) > 0)
    .sort((a, b) => a.name.localeCompare(b.name))
  const shown = notebooks.filter(
    ({ facts }) => lies(facts.parent) && matches(filter.value, [facts.name, ...facts.tags]),
  )
  const live = shown.filter(isLive)
  const trashed = uuid === rootUuid ? countBelow(folders, notebooks, trashUuid) : 0
  const title = here?.name ?? t(uuid === trashUuid ? 'trash.title' : 'library.title')
  const names = { root: t('library.title'), trash: t('trash.title') }
  const way = here ? wayTo(folders, here, names) : uuid === trashUuid ? [{ name: names.root, href: '/' }] : []
  return (
    <div class="screen">
      <Breadcrumbs way={way} />
      <div class="screen-head">
        <ScreenTitle title={title} />
        <LibraryTools filter={filter.value} onFilter={(words) => (filter.value = words)}>
          {live.length > 0 && !selected.value && (
            <button type="button" class="button" onClick={() => (selected.value = new Set())}>
              {t('select.start')}
            </button>
          )}
        </LibraryTools>
      </div>
      {uuid === rootUuid && user && !filtering && <SyncBar />}
      {selected.value && (
        <SelectionBar
          notebooks={live}
          selected={selected.value}
          archiveName={title}
          onSelect={(next) => (selected.value = next)}
        />
      )}
      {shownFolders.length > 0 && (
        <ul class="folders" aria-label={t('folder.list')}>
          {shownFolders.map((entry) => (
            <FolderCard
              key={entry.uuid}
              href={folderHref(entry.uuid)}
              name={entry.name}
              count={countBelow(folders, notebooks, entry.uuid)}
            />
          ))}
        </ul>
      )}
      {shown.length > 0 && (
        <ul class="notebooks" aria-label={t('notebook.list')}>
          <Cards
            notebooks={sortNotebooks(shown, preferences.value.sort)}
            selected={selected.value}
            onSelect={(next) => (selected.value = next)}
          />
        </ul>
      )}
      <SearchHits />
      {shown.length === 0 && shownFolders.length === 0 && search.state.value.kind === 'idle' && (
        <p class="nothing">{t(filtering ? 'library.noMatch' : 'folder.empty')}</p>
      )}
      {trashed > 0 && !filtering && (
        <ul class="folders trash" aria-label={t('trash.title')}>
          <FolderCard href="/trash" name={t('trash.title')} count={trashed} icon="trash" />
        </ul>
      )}
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

/** True when `parent` is the folder itself or lies below it; the root's search leaves the trash out. */
function within(folders: Folder[], uuid: string, parent: string): boolean {
  const byUuid = new Map(folders.map((entry) => [entry.uuid, entry]))
  const seen = new Set<string>()
  for (let at = parent; !seen.has(at); at = byUuid.get(at)?.parent ?? rootUuid) {
    if (at === uuid) return true
    if (at === trashUuid) return false
    seen.add(at)
  }
  return false
}

interface LibraryToolsProps {
  filter: string
  onFilter: (words: string) => void
  children: ComponentChildren
}

function LibraryTools({ filter, onFilter, children }: LibraryToolsProps) {
  const field = useRef<HTMLInputElement>(null)
  useShortcuts({ '/': () => field.current?.focus() })
  const label = t('library.find')
  const hear = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onFilter('')
    else if (event.key !== 'ArrowDown' || !moveToHit(0)) return
    event.preventDefault()
  }
  return (
    <search class="library-tools">
      <label class="field">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          value={filter}
          placeholder={label}
          aria-label={label}
          aria-keyshortcuts="/"
          onInput={(event) => onFilter(event.currentTarget.value)}
          onKeyDown={hear}
        />
      </label>
      <label class="field field-select">
        <span class="visually-hidden">{t('library.sort')}</span>
        <select
          value={preferences.value.sort}
          onChange={(event) => prefer({ sort: event.currentTarget.value === 'name' ? 'name' : 'modified' })}
        >
          <option value="modified">{t('library.sortModified')}</option>
          <option value="name">{t('library.sortName')}</option>
        </select>
      </label>
      {children}
    </search>
  )
}

type OnSelect = (selected: ReadonlySet<string> | null) => void

interface SelectionBarProps {
  /** Those on the screen. */
  notebooks: LiveNotebook[]
  selected: ReadonlySet<string>
  archiveName: string
  onSelect: OnSelect
}

/** What can be done with the notebooks that are ticked. */
function SelectionBar({ notebooks, selected, archiveName, onSelect }: SelectionBarProps) {
  const { activity } = useStore()
  // What a search hides is not taken along unseen.
  const chosen = notebooks.filter(({ facts }) => selected.has(facts.uuid))
  const exportAll = () => {
    if (chosen.length === 0) return
    void activity.export(chosen, { as: 'pdf', background: preferences.value.background }, archiveName)
    onSelect(null)
  }
  const selectSince = (span: Span) => {
    const start = startOf(span, Date.now())
    const since = notebooks.filter(({ facts }) => facts.lastModified >= start)
    onSelect(new Set(since.map(({ facts }) => facts.uuid)))
  }
  return (
    <section class="selection-bar" aria-label={t('select.label')}>
      <p role="status">{t('select.count', { count: chosen.length })}</p>
      <button type="button" class="button" onClick={() => onSelect(new Set(notebooks.map(({ facts }) => facts.uuid)))}>
        {t('select.all')}
      </button>
      <SpanChoice onChoose={selectSince} />
      <button type="button" class="button button-primary" aria-disabled={chosen.length === 0} onClick={exportAll}>
        <Icon name="download" />
        <span>{t('select.pdf')}</span>
      </button>
      <button type="button" class="button button-icon" aria-label={t('select.end')} onClick={() => onSelect(null)}>
        <Icon name="close" />
      </button>
    </section>
  )
}

const spanTexts = {
  today: 'select.today',
  week: 'select.week',
  month: 'select.month',
  year: 'select.year',
} as const satisfies Record<Span, TextKey>

/** A menu rather than a setting: what is chosen is done, and can be chosen again. */
function SpanChoice({ onChoose }: { onChoose: (span: Span) => void }) {
  const choose = (field: HTMLSelectElement) => {
    const span = spans.find((each) => each === field.value)
    field.value = ''
    if (span) onChoose(span)
  }
  return (
    <label class="field field-select">
      <span class="visually-hidden">{t('select.since')}</span>
      <select value="" onChange={(event) => choose(event.currentTarget)}>
        <option value="">{t('select.since')}</option>
        {spans.map((span) => (
          <option key={span} value={span}>
            {t(spanTexts[span])}
          </option>
        ))}
      </select>
    </label>
  )
}

interface CardsProps {
  notebooks: ShelvedNotebook[]
  selected: ReadonlySet<string> | null
  onSelect: OnSelect
}

function Cards({ notebooks, selected, onSelect }: CardsProps) {
  const shown = useGradually(notebooks.length)
  return (
    <>
      {notebooks
        .slice(0, shown)
        .map((notebook) =>
          isLive(notebook) ? (
            <Card key={notebook.facts.uuid} notebook={notebook} selected={selected} onSelect={onSelect} />
          ) : (
            <ServerNotebookCard key={notebook.facts.uuid} notebook={notebook} />
          ),
        )}
    </>
  )
}

function Card({ notebook, selected, onSelect }: Omit<CardsProps, 'notebooks'> & { notebook: LiveNotebook }) {
  const { library } = useStore()
  const { facts, pages } = notebook
  const cover = pages[facts.coverPage] ?? pages[0]
  const state = cover?.state.value
  const seen = useRef(false)
  const onScreen = (visible: boolean) => {
    seen.current = visible
    if (cover) cover.onScreen = visible
    if (!visible) return
    // Where MuPDF could not be loaded, the next look asks again.
    library.wantPages(notebook).catch(() => {})
    if (!cover) return
    library.want(notebook, cover).catch(() => {})
    library.wantComplete(notebook, cover)
  }
  // The pages that were counted are another notebook's object; the card lies where it lay.
  useEffect(() => {
    if (seen.current) onScreen(true)
  }, [notebook])
  const select = (wanted: boolean) => {
    const next = new Set(selected)
    if (wanted) next.add(facts.uuid)
    else next.delete(facts.uuid)
    onSelect(next)
  }
  return (
    <NotebookCard
      href={`/notebooks/${facts.uuid}`}
      name={facts.name}
      pageCount={facts.unopened && pages.length === 0 ? null : pages.length}
      modified={facts.lastModified}
      pinned={facts.pinned}
      tags={facts.tags}
      cover={
        <PagePicture
          picture={state?.kind === 'ready' ? state.thumbnail : null}
          unreadable={state?.kind === 'unreadable' || isUncountable(notebook)}
          landscape={facts.orientation === 'landscape'}
        />
      }
      onScreen={onScreen}
      selection={selected ? { selected: selected.has(facts.uuid), onSelect: select } : undefined}
    />
  )
}
