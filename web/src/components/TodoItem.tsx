// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'

interface TodoItemProps {
  text: string
  done: boolean
  /** Why the last tick could not be noted. */
  problem: string | null
  onTick: (done: boolean) => void
  /** Below it: where it stands. */
  children?: ComponentChildren
}

/** Something to be done, with a box to tick. */
export function TodoItem({ text, done, problem, onTick, children }: TodoItemProps) {
  return (
    <li class={`todo ${done ? 'todo-done' : ''}`}>
      <label>
        <input type="checkbox" checked={done} onChange={() => onTick(!done)} />
        <span>{text}</span>
      </label>
      {children}
      {problem && (
        <p class="form-problem" role="alert">
          {problem}
        </p>
      )}
    </li>
  )
}
