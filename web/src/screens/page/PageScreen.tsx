// SPDX-License-Identifier: AGPL-3.0-or-later

import { Redirect } from 'wouter-preact'
import { displayName } from '../../components/controls/display-name.ts'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { Breadcrumbs } from '../../components/library/Breadcrumbs.tsx'
import type { Notebook } from '../../data/library/notebook.ts'
import { useStore } from '../../data/store.ts'
import { useNotebook, usePages } from '../../data/use-pages.ts'
import { t } from '../../i18n/index.ts'
import { MissingScreen } from '../frame/MissingScreen.tsx'
import { AbsentNotebook } from '../notebook/AbsentNotebook.tsx'
import { NoPages } from '../notebook/NoPages.tsx'
import { useWay } from '../people/use-way.ts'
import { serverText } from '../texts/server-texts.ts'
import { PageViewer } from './PageViewer.tsx'

export function PageScreen({ uuid, number }: { uuid: string; number: number }) {
  const { library } = useStore()
  const notebook = useNotebook(uuid)
  if (!library.opened.value) return null
  if (notebook?.isNote) return <Redirect to={`/notebooks/${uuid}`} replace />
  return notebook ? <PageOf notebook={notebook} number={number} /> : <AbsentNotebook />
}

function PageOf({ notebook, number }: { notebook: Notebook; number: number }) {
  const { pages, error, retry } = usePages(notebook)
  const way = useWay(notebook.facts)
  const page = pages?.[number - 1]
  if (page) return <PageViewer page={page} pages={pages} />
  if (notebook.here?.facts.unopened === 'uncounted')
    return (
      <div class="screen">
        <ScreenTitle title={displayName(notebook.name)} />
        <NoPages notebook={notebook.here} />
      </div>
    )
  if (pages) return <MissingScreen what="page" />
  const { name } = notebook
  return (
    <div class="screen">
      <Breadcrumbs way={[...way, { name, href: `/notebooks/${notebook.uuid}` }]} />
      <div class="screen-head">
        <ScreenTitle title={`${displayName(name)}, ${t('page.number', { number })}`} />
      </div>
      <LoadingOrError problem={error ? serverText(error) : null} onRetry={retry} />
    </div>
  )
}
