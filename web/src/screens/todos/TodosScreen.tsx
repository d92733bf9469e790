// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useMutation } from '@tanstack/preact-query'
import { useMemo } from 'preact/hooks'
import { type Todo, tickTodos } from '../../data/server/todos.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { TodoList } from './TodoList.tsx'
import { TodoSelection } from './todo-selection.ts'

/** The to-dos of all pages, newest first, and the completed ones. */
export function TodosScreen() {
  const showsDone = useSignal(false)
  const selection = useMemo(() => new TodoSelection(), [])
  // To-dos leave the list as soon as they are ticked; these are offered for undo.
  const ticked = useSignal<readonly Todo[]>([])
  const [first] = ticked.value
  return (
    <>
      <TodoList state="open" empty={t('todos.none')} selection={selection} onDone={(todos) => (ticked.value = todos)} />
      {first && <Undo key={first.id} todos={ticked.value} onUndone={() => (ticked.value = [])} />}
      <details class="todos-done" onToggle={(event) => (showsDone.value = event.currentTarget.open)}>
        <summary>{t('todos.done')}</summary>
        {showsDone.value && <TodoList state="completed" empty={t('todos.noneDone')} />}
      </details>
    </>
  )
}

function Undo({ todos, onUndone }: { todos: readonly Todo[]; onUndone: () => void }) {
  const { account, remote } = useStore()
  const undo = useMutation({
    mutationFn: () => tickTodos(account, todos, false, (changed) => remote.todosChanged(changed, false)),
    onSuccess: onUndone,
  })
  return (
    <div class="todos-undo">
      <p role="status">{undo.error ? serverText(undo.error) : tickedText(todos)}</p>
      <button
        type="button"
        class="button button-small"
        aria-disabled={undo.isPending}
        onClick={() => !undo.isPending && undo.mutate()}
      >
        {t('removed.undo')}
      </button>
    </div>
  )
}

function tickedText(todos: readonly Todo[]): string {
  const [todo] = todos
  return todo && todos.length === 1
    ? t('todos.ticked', { text: todo.text })
    : t('todos.marked', { count: todos.length })
}
