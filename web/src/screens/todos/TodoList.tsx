// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { displayName } from '../../components/controls/display-name.ts'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { useInfiniteScroll } from '../../components/controls/use-infinite-scroll.ts'
import { TodoItem } from '../../components/notes/TodoItem.tsx'
import { startOfDay } from '../../data/account/calendar.ts'
import { isNotePage } from '../../data/documents/note-page.ts'
import { preferences } from '../../data/library/preferences.ts'
import { byDate, byNotebook, firstOf, type TodoGroup } from '../../data/resources/todo-groups.ts'
import type { ListedTodo, Todo } from '../../data/server/todos.ts'
import { useStore } from '../../data/store.ts'
import { formatShortDay, type TextKey, t, timeZone } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { spans, startOf } from '../texts/time-spans.ts'
import { TickableTodo } from './TickableTodo.tsx'
import { TodoDeliveries, useTodoRecords } from './TodoDeliveries.tsx'
import { TodoTools } from './TodoTools.tsx'
import type { TodoSelection } from './todo-selection.ts'

interface TodoListProps {
  state: 'open' | 'completed'
  empty: string
  /** Set where several to-dos can be marked together. */
  selection?: TodoSelection
  onDone?: (todos: readonly Todo[]) => void
}

/** To-dos in the user's preferred grouping, rendered in batches while scrolling. */
export function TodoList({ state, empty, selection, onDone }: TodoListProps) {
  const { remote } = useStore()
  const { data, error, refetch } = useQuery(remote.todos(state))
  const records = useTodoRecords()
  const { todosBy } = preferences.value
  // To-dos that were ticked here stay in the cached answer until the next one.
  const todos = useMemo(
    () => data?.filter(({ is_completed }) => is_completed === (state === 'completed')) ?? [],
    [data, state],
  )
  const zone = timeZone.value
  const groups = useMemo(
    () => (todosBy === 'date' ? byDate(todos, starts()) : byNotebook(todos)),
    [todos, todosBy, zone],
  )
  const { count, list, height, end } = useInfiniteScroll<HTMLUListElement>(`todos ${state} ${todosBy}`, todos.length)
  if (!data) return <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
  if (todos.length === 0) return <p class="nothing">{empty}</p>
  const order = () => groups.flatMap((group) => group.todos.map(({ id }) => id))
  return (
    <>
      {selection && <TodoTools todos={todos} selection={selection} onDone={onDone} />}
      <ul
        ref={list}
        class={`todo-groups ${selection?.ids.value ? 'todo-selecting' : ''}`}
        aria-label={t(state === 'open' ? 'todos.title' : 'todos.done')}
        {...(height > 0 && { style: { minHeight: `${height}px` } })}
        onKeyDown={(event) => moveAmongBoxes(event, selection)}
      >
        {firstOf(groups, count).map((group) => (
          <li key={group.key}>
            <h2 class="todo-group-name">{nameOf(group, todosBy)}</h2>
            <ul class="todo-list">
              {group.todos.map((todo) => (
                <Entry key={todo.id} todo={todo} selection={selection} order={order} onDone={onDone}>
                  <Place todo={todo} />
                  <TodoDeliveries records={records} todo={todo} />
                </Entry>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <div ref={end} />
    </>
  )
}

interface EntryProps {
  todo: ListedTodo
  selection: TodoSelection | undefined
  order: () => string[]
  onDone: TodoListProps['onDone']
  children: ComponentChildren
}

function Entry({ todo, selection, order, onDone, children }: EntryProps) {
  const below = <div class="todo-below">{children}</div>
  const selected = selection?.ids.value
  if (!selection || !selected)
    return (
      <TickableTodo todo={todo} onTicked={(done) => done && onDone?.([todo])}>
        {below}
      </TickableTodo>
    )
  return (
    <TodoItem
      text={todo.text}
      done={selected.has(todo.id)}
      isSelecting
      problem={null}
      onTick={(_, isRange) => selection.toggle(todo.id, isRange, order())}
    >
      {below}
    </TodoItem>
  )
}

/** Arrow keys move between the checkboxes, with Shift they also select; Escape ends the selection. */
function moveAmongBoxes(event: KeyboardEvent & { currentTarget: HTMLUListElement }, selection?: TodoSelection): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (event.key === 'Escape' && selection?.ids.peek()) {
    selection.end()
    event.preventDefault()
  }
  if (step === 0 || !(event.target instanceof HTMLInputElement)) return
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('.todo input')]
  const next = boxes[boxes.indexOf(event.target) + step]
  event.preventDefault()
  next?.focus()
  if (event.shiftKey && selection?.ids.peek() && next && !next.checked) next.click()
}

function starts() {
  const now = Date.now()
  return spans.map((span) => [span, startOf(span, now)] as const)
}

const dateTexts: Record<string, TextKey | undefined> = {
  today: 'select.today',
  week: 'select.week',
  month: 'select.month',
  year: 'select.year',
}

function nameOf({ key, name }: TodoGroup, by: 'notebook' | 'date'): string {
  if (by === 'date') return t(dateTexts[key] ?? 'todos.earlier')
  return displayName(name)
}

function Place({ todo }: { todo: ListedTodo }) {
  const { notebook_uuid, page_number, visible_name, date_written } = todo
  return (
    <Link class="todo-place" href={`/notebooks/${notebook_uuid}/pages/${page_number}`}>
      {displayName(visible_name)}
      {!isNotePage(todo) && `, ${t('page.number', { number: page_number })}`}
      {date_written !== null && `, ${formatShortDay(startOfDay(date_written))}`}
    </Link>
  )
}
