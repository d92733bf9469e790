// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from '@tanstack/preact-query'
import { useId } from 'preact/hooks'
import { Awaited } from '../components/Awaited.tsx'
import { distinct, type NotionDatabase } from '../data/notion-databases.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { MorePicks, NotionPicks } from './NotionPicks.tsx'
import { missingText, notionProblem } from './notion-texts.ts'

interface NotionDatabasesProps {
  /** Just made here. */
  made: NotionDatabase[]
  picked: string | null
  problem: string | null
  onPick: (id: string) => void
  onMake: () => void
}

/** The databases that are shared, of which one is picked; those that lack something say what. */
export function NotionDatabases({ made, picked, problem, onPick, onMake }: NotionDatabasesProps) {
  const { remote } = useStore()
  const problemId = useId()
  const list = useInfiniteQuery(remote.notionDatabases())
  const { data, error, isFetching, refetch } = list
  const databases = distinct([...made, ...(data?.pages.flatMap(({ items }) => items) ?? [])])
  return (
    <fieldset class="choice-picker" {...(problem && { 'aria-describedby': problemId })}>
      <legend>{t('notionMirror.database')}</legend>
      {databases.length > 0 && (
        <NotionPicks
          name="database"
          picked={picked}
          items={databases.map((each) => ({ ...each, problem: missingText(each) }))}
          onPick={onPick}
        />
      )}
      {!data && <Awaited problem={error && notionProblem(error)} onRetry={() => void refetch()} />}
      {data && databases.length === 0 && <p class="note">{t('notionMirror.noDatabases')}</p>}
      {problem && (
        <p id={problemId} class="form-problem" role="alert">
          {problem}
        </p>
      )}
      {data && error && (
        <p class="form-problem" role="alert">
          {notionProblem(error)}
        </p>
      )}
      <div class="form-actions form-actions-start">
        <button type="button" class="button" onClick={onMake}>
          {t('notionMirror.make')}
        </button>
        <MorePicks list={list} />
        {data && (
          <button type="button" class="button" aria-disabled={isFetching} onClick={() => !isFetching && void refetch()}>
            {t('notionMirror.lookAgain')}
          </button>
        )}
      </div>
    </fieldset>
  )
}
