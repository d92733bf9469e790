// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from '@tanstack/preact-query'
import { Awaited } from '../components/Awaited.tsx'
import { distinct, type NotionDatabase } from '../data/notion-databases.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { MorePicks, NotionPicks } from './NotionPicks.tsx'
import { notionProblem } from './notion-texts.ts'

interface NotionTodoDatabasesProps {
  /** Just made here: Notion's search knows them only after a while. */
  made: NotionDatabase[]
  /** null: to-dos aren't mirrored. */
  picked: string | null
  onPick: (id: string | null) => void
  onMake: () => void
  /** Another list of databases beside this one goes on for both. */
  isBeside?: boolean
}

/** The databases that take to-dos, of which one is picked or made, or none. */
export function NotionTodoDatabases({ made, picked, onPick, onMake, isBeside }: NotionTodoDatabasesProps) {
  const { remote } = useStore()
  const list = useInfiniteQuery(remote.notionDatabases())
  const { data, error, refetch } = list
  const known = distinct([...made, ...(data?.pages.flatMap(({ items }) => items) ?? [])])
  const fitting = known.filter(({ id, missing_for_todos: missing }) => missing.length === 0 || id === picked)
  const none = { id: '', title: t('notionMirror.noTodos'), icon: '', last_edited_time: null }
  return (
    <fieldset class="choice-picker">
      <legend>{t('notionMirror.todoDatabase')}</legend>
      <NotionPicks
        name="todo-database"
        picked={picked ?? ''}
        items={[none, ...fitting]}
        onPick={(id) => onPick(id === '' ? null : id)}
      />
      {!data && <Awaited problem={error && notionProblem(error)} onRetry={() => void refetch()} />}
      <div class="form-actions form-actions-start">
        <button type="button" class="button" onClick={onMake}>
          {t('notionMirror.makeTodos')}
        </button>
        {!isBeside && <MorePicks list={list} />}
      </div>
    </fieldset>
  )
}
