// SPDX-License-Identifier: AGPL-3.0-or-later
// To-dos on pages, and ticking them off.
import { answerTo, type components, type paths } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'

export type Todo = components['schemas']['Todo']
type TodoPiece = paths['/api/v1/todos']['get']['responses']['200']['content']['application/json']
/** Includes the page it's on. */
export type ListedTodo = TodoPiece['items'][number]

const pieceSize = 500
/** More than a user will read. */
const maxResultPages = 40
/** Per request. */
const maxBatchSize = 500

/** The newest first. */
export async function fetchTodos(
  { api }: Pick<Account, 'api'>,
  state: 'open' | 'completed',
  signal: AbortSignal,
): Promise<ListedTodo[]> {
  const found: ListedTodo[] = []
  let cursor: string | undefined
  for (let piece = 0; piece < maxResultPages; piece++) {
    const query = { state, limit: pieceSize, ...(cursor && { cursor }) }
    const question = { params: { query }, signal, cache: 'no-store' } as const
    const { items, next } = await answerTo(api.GET('/api/v1/todos', question))
    found.push(...items)
    if (next === null) break
    cursor = next
  }
  return found
}

export async function tickTodo(
  { api }: Pick<Account, 'api'>,
  { id }: Pick<Todo, 'id'>,
  is_completed: boolean,
): Promise<void> {
  await answerTo(api.PATCH('/api/v1/todos/{id}', { params: { path: { id } }, body: { is_completed } }))
}

/**
 * Sends as many requests as needed. Calls `noted` after each one, with the to-dos that weren't in this state before.
 */
export async function tickTodos(
  { api }: Pick<Account, 'api'>,
  todos: readonly Pick<Todo, 'id'>[],
  is_completed: boolean,
  noted: (changed: ReadonlySet<string>) => void,
): Promise<void> {
  for (let start = 0; start < todos.length; start += maxBatchSize) {
    const ids = todos.slice(start, start + maxBatchSize).map(({ id }) => id)
    const { changed } = await answerTo(api.PATCH('/api/v1/todos', { body: { ids, is_completed } }))
    noted(new Set(changed))
  }
}
