// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from '@tanstack/preact-query'
import { useId, useState } from 'preact/hooks'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../../../components/controls/LoadingOrError.tsx'
import { distinct, type NotionDatabase } from '../../../data/server/notion-databases.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { NotionAddProperties } from './NotionAddProperties.tsx'
import { MorePicks, NotionRadioList, pickOf } from './NotionRadioList.tsx'
import { notionProblem } from './notion-texts.ts'

interface NotionDatabasesProps {
  /** Databases that were just created here: Notion's search lists them only after a while. */
  made: NotionDatabase[]
  picked: string | null
  problem: string | null
  onPick: (id: string) => void
  onMake: () => void
}

/** The shared databases, to pick one. Those that lack properties say which, and get them when they are picked. */
export function NotionDatabases({ made, picked, problem, onPick, onMake }: NotionDatabasesProps) {
  const { remote } = useStore()
  const problemId = useId()
  const [lacking, setLacking] = useState<NotionDatabase | null>(null)
  const list = useInfiniteQuery(remote.notionDatabases())
  const { data, error, isFetching, refetch } = list
  const databases = distinct([...made, ...(data?.pages.flatMap(({ items }) => items) ?? [])])
  return (
    <>
      <fieldset class="choice-picker" {...(problem && { 'aria-describedby': problemId })}>
        <legend>{t('notionMirror.database')}</legend>
        {databases.length > 0 && (
          <NotionRadioList
            name="database"
            picked={picked}
            items={databases.map((each) => pickOf(each, 'notebooks'))}
            onPick={(id) => {
              const found = databases.find((each) => each.id === id)
              if (found && found.missing.length > 0) setLacking(found)
              else onPick(id)
            }}
          />
        )}
        {!data && <LoadingOrError problem={error && notionProblem(error)} onRetry={() => void refetch()} />}
        {data && databases.length === 0 && <p class="note">{t('notionMirror.noDatabases')}</p>}
        <FormProblem id={problemId} text={problem} />
        <FormProblem text={data && error && notionProblem(error)} />
        <div class="form-actions form-actions-start">
          <button type="button" class="button" onClick={onMake}>
            {t('notionMirror.make')}
          </button>
          <MorePicks list={list} />
          {data && (
            <button
              type="button"
              class="button"
              aria-disabled={isFetching}
              onClick={() => !isFetching && void refetch()}
            >
              {t('notionMirror.lookAgain')}
            </button>
          )}
        </div>
      </fieldset>
      {lacking && (
        <NotionAddProperties
          database={lacking}
          holds="notebooks"
          onDone={() => onPick(lacking.id)}
          onClose={() => setLacking(null)}
        />
      )}
    </>
  )
}
