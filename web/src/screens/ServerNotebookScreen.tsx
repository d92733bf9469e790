// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import type { ServerPage } from '@rmirror/shared/api'
import { useQuery } from '@tanstack/preact-query'
import { Link } from 'wouter-preact'
import { Breadcrumbs } from '../components/Breadcrumbs.tsx'
import { Icon } from '../components/Icon.tsx'
import { ScreenTitle } from '../components/ScreenTitle.tsx'
import { ServerSheet } from '../components/ServerSheet.tsx'
import { Tags } from '../components/Tags.tsx'
import { useGradually } from '../components/use-gradually.ts'
import { useOnScreen } from '../components/use-on-screen.ts'
import type { ServerNotebook } from '../data/server-shelf.ts'
import { useStore } from '../data/store.ts'
import { usePictures } from '../data/use-pictures.ts'
import { formatAge, t } from '../i18n/index.ts'
import { allFolders, wayTo } from './library-tree.ts'
import { serverText } from './server-texts.ts'

/** A notebook that was synced elsewhere: its pages as pictures, since its ink is not in this browser. */
export function ServerNotebookScreen({ notebook }: { notebook: ServerNotebook }) {
  const { library, remote, shelf } = useStore()
  const { facts, pageCount } = notebook
  const { data: pages, error } = useQuery(remote.pages(facts.uuid))
  const folders = allFolders(library, shelf)
  return (
    <div class="screen">
      <Breadcrumbs way={wayTo(folders, facts, { root: t('library.title'), trash: t('trash.title') })} />
      <div class="screen-head">
        <div class="notebook-head">
          <ScreenTitle title={facts.name} />
          <p class="facts">
            <span>{t('notebook.pages', { count: pageCount })}</span>
            {facts.lastModified > 0 && <span>{t('notebook.modified', { when: formatAge(facts.lastModified) })}</span>}
            <span>{t('serverShelf.badge')}</span>
          </p>
          <Tags tags={facts.tags} />
        </div>
        {pageCount > 0 && (
          <div class="actions">
            <Link href={`/notebooks/${facts.uuid}/pages/1`} class="button button-primary">
              <Icon name="page" />
              <span>{t('notebook.read')}</span>
            </Link>
          </div>
        )}
      </div>
      <p class="note note-server">
        <Icon name="cloud" />
        <span>{t('serverShelf.notHere')}</span>
      </p>
      {error && !pages && <p class="form-problem">{serverText(error)}</p>}
      {pageCount === 0 && <p class="nothing">{t('notebook.noPages')}</p>}
      <ol class="pages" aria-label={t('page.list')}>
        {pages && <Cards notebook={notebook} pages={pages} />}
      </ol>
    </div>
  )
}

function Cards({ notebook, pages }: { notebook: ServerNotebook; pages: ServerPage[] }) {
  const shown = useGradually(pages.length)
  return (
    <>
      {pages.slice(0, shown).map((page) => (
        <Card key={page.page_uuid} notebook={notebook} page={page} />
      ))}
    </>
  )
}

function Card({ notebook: { facts }, page }: { notebook: ServerNotebook; page: ServerPage }) {
  const seen = useSignal(false)
  const card = useOnScreen<HTMLLIElement>((onScreen) => {
    if (onScreen) seen.value = true
  })
  const { pictures, error } = usePictures(seen.value ? page : null)
  const number = page.page_number
  return (
    <li ref={card} class="page-card">
      <Link
        href={`/notebooks/${facts.uuid}/pages/${number}`}
        class="card-link"
        aria-label={t('page.number', { number })}
      >
        <span class="cover">
          <ServerSheet pictures={error ? [] : pictures} landscape={facts.orientation === 'landscape'} />
        </span>
        <span class="page-number">{number}</span>
      </Link>
      <Tags tags={page.tags} />
    </li>
  )
}
