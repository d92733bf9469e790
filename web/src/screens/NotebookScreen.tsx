// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import type { FormatName } from '@rmirror/shared/workshop'
import { useState } from 'preact/hooks'
import { Link, useLocation } from 'wouter-preact'
import { Breadcrumbs } from '../components/Breadcrumbs.tsx'
import { ExportDialog } from '../components/ExportDialog.tsx'
import { Icon } from '../components/Icon.tsx'
import { Menu, MenuAction } from '../components/Menu.tsx'
import { PageCard } from '../components/PageCard.tsx'
import { ProblemList } from '../components/ProblemList.tsx'
import { ScreenTitle } from '../components/ScreenTitle.tsx'
import { Tags } from '../components/Tags.tsx'
import { useGradually } from '../components/use-gradually.ts'
import type { LiveNotebook, LivePage } from '../data/library.ts'
import { preferences } from '../data/preferences.ts'
import { useStore } from '../data/store.ts'
import { formatAge, formatDate, t } from '../i18n/index.ts'
import { folderHref, wayTo } from './library-tree.ts'
import { NoPages } from './NoPages.tsx'
import { OnServer } from './OnServer.tsx'
import { ServerNotebookScreen } from './ServerNotebookScreen.tsx'

export function NotebookScreen({ uuid }: { uuid: string }) {
  const { library, activity } = useStore()
  const [, navigate] = useLocation()
  const choosing = useSignal(false)
  const notebook = library.notebooks.value.get(uuid)
  if (!library.opened.value) return null
  if (!notebook) return <OnServer uuid={uuid} show={(found) => <ServerNotebookScreen notebook={found} />} />
  const { facts, pages } = notebook
  const folders = [...library.folders.value.values()]
  const save = (as: FormatName) => void activity.export([notebook], { as, background: preferences.value.background })
  const remove = () => {
    void activity.remove(notebook)
    navigate(folderHref(facts.parent))
  }
  return (
    <div class="screen">
      <Breadcrumbs way={wayTo(folders, facts, { root: t('library.title'), trash: t('trash.title') })} />
      <div class="screen-head">
        <div class="notebook-head">
          <ScreenTitle title={facts.name} />
          <Facts notebook={notebook} />
          <Tags tags={facts.tags} />
        </div>
        <div class="actions">
          {pages.length > 0 && (
            <Link href={`/notebooks/${uuid}/pages/1`} class="button button-primary">
              <Icon name="page" />
              <span>{t('notebook.read')}</span>
            </Link>
          )}
          <Menu label={t('export.title')} icon="download">
            {pages.length > 0 && (
              <MenuAction hint={t('export.pdfHint')} onClick={() => (choosing.value = true)}>
                {t('export.pdf')}
              </MenuAction>
            )}
            <MenuAction hint={t('export.markdownHint')} onClick={() => save('markdown')}>
              {t('export.markdown')}
            </MenuAction>
            <MenuAction hint={t('export.plainHint')} onClick={() => save('plain')}>
              {t('export.plain')}
            </MenuAction>
            <MenuAction hint={t('export.zipHint')} onClick={() => save('pictures')}>
              {t('export.zip')}
            </MenuAction>
          </Menu>
          <button type="button" class="button button-remove" onClick={remove}>
            <Icon name="trash" />
            <span>{t('notebook.remove')}</span>
          </button>
        </div>
      </div>
      <Notes notebook={notebook} />
      {pages.length === 0 && <NoPages notebook={notebook} />}
      <ol class="pages" aria-label={t('page.list')}>
        <Cards notebook={notebook} />
      </ol>
      {choosing.value && (
        <ExportDialog
          pageCount={pages.length}
          background={preferences.value.background}
          onExport={({ pages: chosen, background }) =>
            void activity.export([notebook], { as: 'pdf', background, ...(chosen && { pages: chosen }) })
          }
          onClose={() => (choosing.value = false)}
        />
      )}
    </div>
  )
}

function Facts({ notebook: { facts, pages } }: { notebook: LiveNotebook }) {
  return (
    <p class="facts">
      {(pages.length > 0 || !facts.unopened) && <span>{t('notebook.pages', { count: pages.length })}</span>}
      {facts.lastModified > 0 && (
        <span title={formatDate(facts.lastModified)}>
          {t('notebook.modified', { when: formatAge(facts.lastModified) })}
        </span>
      )}
      {(facts.kind === 'pdf' || facts.kind === 'epub') && <span>{facts.kind.toUpperCase()}</span>}
      {facts.authors.length > 0 && <span>{facts.authors.join(', ')}</span>}
    </p>
  )
}

function Notes({ notebook: { facts, pages } }: { notebook: LiveNotebook }) {
  const unread = pages.flatMap((page) => {
    const state = page.state.value
    return state.kind === 'unreadable'
      ? [{ path: facts.name, page: page.number, code: state.code, detail: state.detail }]
      : []
  })
  const problems = [...facts.problems.map((problem) => ({ ...problem, page: null })), ...unread]
  return (
    <>
      {problems.length > 0 && (
        <details class="note note-problems">
          <summary>
            <Icon name="warning" />
            {t('problem.count', { count: problems.length })}
          </summary>
          <ProblemList problems={problems} />
        </details>
      )}
    </>
  )
}

/** Of thousands, all cards at once would keep the browser busy for minutes: more come when their end is near. */
const cardsAhead = 500

function Cards({ notebook }: { notebook: LiveNotebook }) {
  const [wanted, setWanted] = useState(cardsAhead)
  const shown = useGradually(Math.min(wanted, notebook.pages.length))
  return (
    <>
      {notebook.pages.slice(0, shown).map((page, position) => (
        <Card
          key={page.uuid}
          notebook={notebook}
          page={page}
          {...(position === shown - 1 && { onNear: () => setWanted(shown + cardsAhead) })}
        />
      ))}
    </>
  )
}

interface CardProps {
  notebook: LiveNotebook
  page: LivePage
  /** When it comes near what is seen. */
  onNear?: () => void
}

function Card({ notebook, page, onNear }: CardProps) {
  const { library } = useStore()
  const state = page.state.value
  const onScreen = (visible: boolean) => {
    page.onScreen = visible
    if (!visible) return
    onNear?.()
    library.want(notebook, page).catch(() => {})
    library.wantComplete(notebook, page)
  }
  const landscape =
    state.kind === 'ready' ? state.summary.width > state.summary.height : notebook.facts.orientation === 'landscape'
  return (
    <PageCard
      href={`/notebooks/${notebook.facts.uuid}/pages/${page.number}`}
      number={page.number}
      tags={page.tags}
      picture={state.kind === 'ready' ? state.thumbnail : null}
      unreadable={state.kind === 'unreadable'}
      landscape={landscape}
      onScreen={onScreen}
    />
  )
}
