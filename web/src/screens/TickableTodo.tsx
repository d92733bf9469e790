// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { TodoItem } from '../components/TodoItem.tsx'
import { useStore } from '../data/store.ts'
import { type Todo, tickTodo } from '../data/todos.ts'
import { serverText } from './server-texts.ts'

interface TickableTodoProps {
  todo: Todo
  /** It was noted. */
  onTicked?: (done: boolean) => void
  children?: ComponentChildren
}

/** What the server knows to be done; ticked here, it is so everywhere. */
export function TickableTodo({ todo, onTicked, children }: TickableTodoProps) {
  const { account } = useStore()
  const tick = async (done: boolean) => {
    try {
      await tickTodo(account, todo, done)
      onTicked?.(done)
      return null
    } catch (error) {
      return serverText(error)
    }
  }
  return (
    <TodoItem text={todo.text} done={todo.is_completed} onTick={tick}>
      {children}
    </TodoItem>
  )
}
