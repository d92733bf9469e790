// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { Link } from 'wouter-preact'
import { useStore } from '../data/store.ts'
import { type ListedTodo, type Todo, tickTodo } from '../data/todos.ts'
import { t } from '../i18n/index.ts'
import { serverText } from './server-texts.ts'
import { TickableTodo } from './TickableTodo.tsx'
import { TodoDeliveries, useTodoRecords } from './TodoDeliveries.tsx'

/** All that stands on pages to be done, the newest first, and what was done. */
export function TodosScreen() {
  const showsDone = useSignal(false)
  // It leaves the list at once: whoever ticked the wrong one finds it here.
  const ticked = useSignal<Todo | null>(null)
  return (
    <>
      <Listed state="open" empty={t('todos.none')} onDone={(todo) => (ticked.value = todo)} />
      {ticked.value && <Undo key={ticked.value.id} todo={ticked.value} onUndone={() => (ticked.value = null)} />}
      <details class="todos-done" onToggle={(event) => (showsDone.value = event.currentTarget.open)}>
        <summary>{t('todos.done')}</summary>
        {showsDone.value && <Listed state="completed" empty={t('todos.noneDone')} />}
      </details>
    </>
  )
}

function Undo({ todo, onUndone }: { todo: Todo; onUndone: () => void }) {
  const { account, remote } = useStore()
  const undo = useMutation({
    mutationFn: () => tickTodo(account, todo, false),
    onSuccess: () => {
      onUndone()
      remote.todoChanged(todo, false)
    },
  })
  return (
    <div class="todos-undo">
      <p role="status">{undo.error ? serverText(undo.error) : t('todos.ticked', { text: todo.text })}</p>
      <button type="button" class="button button-small" onClick={() => undo.mutate()}>
        {t('removed.undo')}
      </button>
    </div>
  )
}

interface ListedProps {
  state: 'open' | 'completed'
  empty: string
  onDone?: (todo: Todo) => void
}

function Listed({ state, empty, onDone }: ListedProps) {
  const { remote } = useStore()
  const { data, error } = useQuery(remote.todos(state))
  const records = useTodoRecords()
  if (!data) return error ? <p class="form-problem">{serverText(error)}</p> : <Loading />
  // What was ticked here stays in the answer until the next one comes.
  const todos = data.filter(({ is_completed }) => is_completed === (state === 'completed'))
  if (todos.length === 0) return <p class="nothing">{empty}</p>
  return (
    <ul class="todo-list" aria-label={t(state === 'open' ? 'todos.title' : 'todos.done')}>
      {todos.map((todo) => (
        <TickableTodo key={todo.id} todo={todo} onTicked={(done) => done && onDone?.(todo)}>
          <div class="todo-below">
            <Place todo={todo} />
            <TodoDeliveries records={records} todo={todo} />
          </div>
        </TickableTodo>
      ))}
    </ul>
  )
}

function Loading() {
  return <p class="quiet">{t('serverShelf.loading')}</p>
}

function Place({ todo: { notebook_uuid, page_number, visible_name } }: { todo: ListedTodo }) {
  return (
    <Link class="todo-place" href={`/notebooks/${notebook_uuid}/pages/${page_number}`}>
      {visible_name}, {t('page.number', { number: page_number })}
    </Link>
  )
}
