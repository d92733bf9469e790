// SPDX-License-Identifier: AGPL-3.0-or-later
// Groups long lists of to-dos by notebook, or by when the page was written.
import { startOfDay } from '../account/calendar.ts'
import type { ListedTodo } from '../server/todos.ts'

export interface TodoGroup {
  /** The notebook's uuid, or the key of a span. */
  key: string
  /** The notebook's name; empty for spans, which have texts in the UI. */
  name: string
  todos: ListedTodo[]
}

/**
 * `start` is in milliseconds since 1970. A to-do belongs to the first span that starts early enough; older ones go to
 * `earlier`.
 */
export type SpanStart = readonly [key: string, start: number]

/** Groups in the order of their first to-dos; the order within a group is unchanged. */
export function byNotebook(todos: readonly ListedTodo[]): TodoGroup[] {
  return grouped(todos, ({ notebook_uuid, visible_name }) => [notebook_uuid, visible_name])
}

/** Newest first; to-dos of one page stay in page order. */
export function byDate(todos: readonly ListedTodo[], spans: readonly SpanStart[]): TodoGroup[] {
  const times = new Map(todos.map((todo) => [todo, writtenAt(todo)]))
  const at = (todo: ListedTodo) => times.get(todo) ?? 0
  return grouped(
    todos.toSorted((a, b) => at(b) - at(a)),
    (todo) => [spans.find(([, start]) => at(todo) >= start)?.[0] ?? 'earlier', ''],
  )
}

/**
 * When its page was written, in milliseconds since 1970. A date on the page is a calendar day in the user's time zone.
 */
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

/** The first `count` to-dos in total; groups without any of them are dropped. */
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
