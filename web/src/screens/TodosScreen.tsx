// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { Link } from 'wouter-preact'
import { usePromise } from '../components/use-promise.ts'
import { useStore } from '../data/store.ts'
import { type ListedTodo, listTodos, type Todo, tickTodo } from '../data/todos.ts'
import { t } from '../i18n/index.ts'
import { serverText } from './server-texts.ts'
import { TickableTodo } from './TickableTodo.tsx'

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
  const { account } = useStore()
  const problem = useSignal<string | null>(null)
  const undo = async () => {
    try {
      await tickTodo(account, todo, false)
      onUndone()
    } catch (error) {
      problem.value = serverText(error)
    }
  }
  return (
    <div class="todos-undo">
      <p role="status">{problem.value ?? t('todos.ticked', { text: todo.text })}</p>
      <button type="button" class="button button-small" onClick={() => void undo()}>
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
  const { account, shelf } = useStore()
  const listed = usePromise(() => listTodos(account, state), state, shelf.version.value)
  if (!listed) return <p class="quiet">{t('serverShelf.loading')}</p>
  if ('error' in listed) return <p class="form-problem">{serverText(listed.error)}</p>
  if (listed.value.length === 0) return <p class="nothing">{empty}</p>
  return (
    <ul class="todo-list" aria-label={t(state === 'open' ? 'todos.title' : 'todos.done')}>
      {listed.value.map((todo) => (
        <TickableTodo key={todo.id} todo={todo} onTicked={(done) => done && onDone?.(todo)}>
          <Place todo={todo} />
        </TickableTodo>
      ))}
    </ul>
  )
}

function Place({ todo: { notebook_uuid, page_number, visible_name } }: { todo: ListedTodo }) {
  return (
    <Link class="todo-place" href={`/notebooks/${notebook_uuid}/pages/${page_number}`}>
      {visible_name}, {t('page.number', { number: page_number })}
    </Link>
  )
}
