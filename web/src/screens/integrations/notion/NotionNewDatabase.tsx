// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery, useMutation } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
import { Dialog } from '../../../components/controls/Dialog.tsx'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../../../components/controls/LoadingOrError.tsx'
import { useDraft } from '../../../components/forms/drafts.ts'
import { Field } from '../../../components/forms/Field.tsx'
import {
  distinct,
  type Held,
  makeDatabase,
  type NotionDatabase,
  notionPages,
} from '../../../data/server/notion-databases.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { MorePicks, NotionRadioList } from './NotionRadioList.tsx'
import { notionProblem } from './notion-texts.ts'

interface NotionNewDatabaseProps {
  holds?: Held
  onMade: (database: NotionDatabase) => void
  onClose: () => void
}

/** Creates a database with all properties for notebooks, or for to-dos, on a page that the user picks. */
export function NotionNewDatabase({ holds = 'notebooks', onMade, onClose }: NotionNewDatabaseProps) {
  const { account } = useStore()
  const form = useRef<HTMLFormElement>(null)
  useDraft(form, `new database for ${holds}`)
  const [page, setPage] = useState<string | null>(null)
  const [problem, setProblem] = useState<{ about: 'title' | 'page'; text: string } | null>(null)
  const make = useMutation({
    mutationFn: ({ page, title }: { page: string; title: string }) => makeDatabase(account, page, title, holds),
    onSuccess: (database) => {
      onMade(database)
      onClose()
    },
  })
  const isForTodos = holds === 'todos'
  const defaultName = t(isForTodos ? 'notionMirror.newTodosName' : 'notionMirror.newName')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const title = String(new FormData(event.currentTarget as HTMLFormElement).get('title') ?? '').trim()
    if (title === '') return setProblem({ about: 'title', text: t('notionMirror.nameMissing') })
    if (page === null) return setProblem({ about: 'page', text: t('notionMirror.pageMissing') })
    setProblem(null)
    if (!make.isPending) make.mutate({ page, title })
  }
  return (
    <Dialog title={t(isForTodos ? 'notionMirror.makeTodosTitle' : 'notionMirror.makeTitle')} onClose={onClose}>
      <form ref={form} class="form" noValidate onSubmit={submit}>
        <Field
          label={t('notionMirror.name')}
          problem={problem?.about === 'title' ? problem.text : null}
          input={{ name: 'title', maxLength: 200, defaultValue: defaultName, autocomplete: 'off' }}
        />
        <Pages picked={page} onPick={setPage} />
        <FormProblem text={problem?.about === 'page' && problem.text} />
        <FormProblem text={make.error && notionProblem(make.error)} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t('dialog.cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={make.isPending}>
            {t('notionMirror.makeDo')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function Pages({ picked, onPick }: { picked: string | null; onPick: (id: string) => void }) {
  const { remote } = useStore()
  const list = useInfiniteQuery(notionPages(remote))
  const { data, error, hasNextPage, refetch } = list
  const pages = distinct(data?.pages.flatMap(({ items }) => items) ?? [])
  return (
    <fieldset class="choice-picker">
      <legend>{t('notionMirror.onPage')}</legend>
      {data ? (
        pages.length === 0 && <p class="note">{t('notion.noPages')}</p>
      ) : (
        <LoadingOrError problem={error && notionProblem(error)} onRetry={() => void refetch()} />
      )}
      {pages.length > 0 && <NotionRadioList name="page" items={pages} picked={picked} onPick={onPick} />}
      {hasNextPage && (
        <div class="form-actions form-actions-start">
          <MorePicks list={list} />
        </div>
      )}
    </fieldset>
  )
}
