// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { TodoItem } from '../../components/notes/TodoItem.tsx'
import { useRights } from '../../data/people/rights.ts'
import { type Todo, tickTodo } from '../../data/server/todos.ts'
import { useStore } from '../../data/store.ts'
import { serverText } from '../texts/server-texts.ts'

interface TickableTodoProps {
  todo: Todo
  /** Called once the server has saved the tick. */
  onTicked?: (done: boolean) => void
  children?: ComponentChildren
}

/** A to-do from the server: ticking it here applies everywhere. */
export function TickableTodo({ todo, onTicked, children }: TickableTodoProps) {
  const { account, remote } = useStore()
  const { canWrite } = useRights()
  const tick = useMutation({
    mutationFn: (done: boolean) => tickTodo(account, todo, done),
    // Mutations of one to-do run one after the other: of two quick ticks, the second one counts.
    scope: { id: `todo ${todo.id}` },
    onSuccess: (_, done) => {
      onTicked?.(done)
      remote.todosChanged(new Set([todo.id]), done)
    },
  })
  return (
    <TodoItem
      text={todo.text}
      done={tick.isPending ? tick.variables : todo.is_completed}
      problem={tick.error && serverText(tick.error)}
      isDisabled={!canWrite}
      onTick={(done) => tick.mutate(done)}
    >
      {children}
    </TodoItem>
  )
}
