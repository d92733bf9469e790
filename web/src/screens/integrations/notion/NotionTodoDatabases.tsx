// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { LoadingOrError } from '../../../components/controls/LoadingOrError.tsx'
import { canBeAdded, distinct, type NotionDatabase } from '../../../data/server/notion-databases.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { NotionAddProperties } from './NotionAddProperties.tsx'
import { MorePicks, NotionRadioList, pickOf } from './NotionRadioList.tsx'
import { notionProblem } from './notion-texts.ts'

interface NotionTodoDatabasesProps {
  /** Databases that were just created here: Notion's search lists them only after a while. */
  made: NotionDatabase[]
  /** null: to-dos aren't mirrored. */
  picked: string | null
  onPick: (id: string | null) => void
  onMake: () => void
  /** Another list of databases is shown with this one; its button loads more for both. */
  isBeside?: boolean
}

/** The databases that can hold to-dos, to pick or create one, or none. */
export function NotionTodoDatabases({ made, picked, onPick, onMake, isBeside }: NotionTodoDatabasesProps) {
  const { remote } = useStore()
  const list = useInfiniteQuery(remote.notionDatabases())
  const { data, error, refetch } = list
  const known = distinct([...made, ...(data?.pages.flatMap(({ items }) => items) ?? [])])
  const [lacking, setLacking] = useState<NotionDatabase | null>(null)
  const fitting = known.filter(
    ({ id, missing_for_todos: missing }) => id === picked || missing.every((each) => canBeAdded(each)),
  )
  const pick = (id: string) => {
    const found = fitting.find((each) => each.id === id)
    if (found && found.missing_for_todos.length > 0) setLacking(found)
    else onPick(id === '' ? null : id)
  }
  const none = { id: '', title: t('notionMirror.noTodos'), icon: '', last_edited_time: null }
  return (
    <>
      <fieldset class="choice-picker">
        <legend>{t('notionMirror.todoDatabase')}</legend>
        <NotionRadioList
          name="todo-database"
          picked={picked ?? ''}
          items={[none, ...fitting.map((each) => pickOf(each, 'todos'))]}
          onPick={pick}
        />
        {!data && <LoadingOrError problem={error && notionProblem(error)} onRetry={() => void refetch()} />}
        <div class="form-actions form-actions-start">
          <button type="button" class="button" onClick={onMake}>
            {t('notionMirror.makeTodos')}
          </button>
          {!isBeside && <MorePicks list={list} />}
        </div>
      </fieldset>
      {lacking && (
        <NotionAddProperties
          database={lacking}
          holds="todos"
          onDone={() => onPick(lacking.id)}
          onClose={() => setLacking(null)}
        />
      )}
    </>
  )
}
