// SPDX-License-Identifier: AGPL-3.0-or-later
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { Breadcrumbs } from '../../components/library/Breadcrumbs.tsx'
import { Tags } from '../../components/library/Tags.tsx'
import type { Notebook } from '../../data/library/notebook.ts'
import { useStore } from '../../data/store.ts'
import { useNotebook, usePages } from '../../data/use-pages.ts'
import { t } from '../../i18n/index.ts'
import { NotebookDeliveries } from '../deliveries/DeliveryStatus.tsx'
import { ReadOnlyNote } from '../people/ReadOnlyNote.tsx'
import { useWay } from '../people/use-way.ts'
import { serverText } from '../texts/server-texts.ts'
import { AbsentNotebook } from './AbsentNotebook.tsx'
import { NoPages } from './NoPages.tsx'
import { NotebookActions } from './NotebookActions.tsx'
import { NotebookFacts } from './NotebookFacts.tsx'
import { NotebookNotes } from './NotebookNotes.tsx'
import { PenMarksOfNotebook } from './NotebookPenMarks.tsx'
import { NotebookTitle } from './NotebookTitle.tsx'
import { PageCards } from './PageCards.tsx'
import { PageJump } from './PageJump.tsx'

export function NotebookScreen({ uuid }: { uuid: string }) {
  const { library } = useStore()
  const notebook = useNotebook(uuid)
  if (!library.opened.value) return null
  return notebook ? <Pages notebook={notebook} /> : <AbsentNotebook />
}

function Pages({ notebook }: { notebook: Notebook }) {
  const { pages, error, retry } = usePages(notebook)
  const way = useWay(notebook.facts)
  const { facts, here } = notebook
  return (
    <div class="screen">
      <Breadcrumbs way={way} />
      <div class="screen-head">
        <div class="notebook-head">
          <NotebookTitle notebook={notebook} />
          <NotebookFacts notebook={notebook} />
          <Tags tags={facts.tags} />
          <NotebookDeliveries notebook={notebook} />
          <PenMarksOfNotebook notebook={notebook} />
        </div>
        <NotebookActions notebook={notebook} pages={pages ?? []} />
      </div>
      <ReadOnlyNote />
      <NotebookNotes notebook={notebook} pages={pages ?? []} />
      {error && !pages ? <LoadingOrError problem={serverText(error)} onRetry={retry} /> : null}
      {pages?.length === 0 && (here ? <NoPages notebook={here} /> : <p class="nothing">{t('notebook.noPages')}</p>)}
      {pages && <PageJump notebook={notebook.uuid} count={pages.length} />}
      <ol class="pages" aria-label={t('page.list')}>
        {pages && <PageCards pages={pages} />}
      </ol>
    </div>
  )
}
