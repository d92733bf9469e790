// SPDX-License-Identifier: AGPL-3.0-or-later
// Long lists of to-dos in parts: by the notebook they stand in, or by when their page was written.
import { startOfDay } from './calendar.ts'
import type { ListedTodo } from './todos.ts'

export type TodosBy = 'notebook' | 'date'

export interface TodoGroup {
  /** Of a notebook its uuid. */
  key: string
  /** Of a notebook its name; dates have texts of their own. */
  name: string
  todos: ListedTodo[]
}

/** The first that reaches back far enough is where a to-do belongs; whatever is older is `earlier`. */
export type SpanStart = readonly [key: string, start: number]

/** In the order of their first to-dos; no to-do changes its place among those of its group. */
export function byNotebook(todos: readonly ListedTodo[]): TodoGroup[] {
  return grouped(todos, ({ notebook_uuid, visible_name }) => [notebook_uuid, visible_name])
}

/** The newest first; those of one page as they stand on it. */
export function byDate(todos: readonly ListedTodo[], spans: readonly SpanStart[]): TodoGroup[] {
  const times = new Map(todos.map((todo) => [todo, writtenAt(todo)]))
  const at = (todo: ListedTodo) => times.get(todo) ?? 0
  return grouped(
    todos.toSorted((a, b) => at(b) - at(a)),
    (todo) => [spans.find(([, start]) => at(todo) >= start)?.[0] ?? 'earlier', ''],
  )
}

/** When its page was written: a date on the page is a day of the calendar where the person lives. */
function writtenAt({ date_written, written_at }: ListedTodo): number {
  return date_written === null ? Date.parse(written_at) : startOfDay(date_written)
}

function grouped(
  todos: readonly ListedTodo[],
  groupOf: (todo: ListedTodo) => [key: string, name: string],
): TodoGroup[] {
  const groups = new Map<string, TodoGroup>()
  for (const todo of todos) {
    const [key, name] = groupOf(todo)
    const group = groups.get(key) ?? { key, name, todos: [] }
    group.todos.push(todo)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** The first `count` of them all; groups of which none is among these are left out. */
export function firstOf(groups: readonly TodoGroup[], count: number): TodoGroup[] {
  const shown: TodoGroup[] = []
  let left = count
  for (const group of groups) {
    if (left <= 0) break
    shown.push({ ...group, todos: group.todos.slice(0, left) })
    left -= group.todos.length
  }
  return shown
}
