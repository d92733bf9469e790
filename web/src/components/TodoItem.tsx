// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { FormProblem } from './FormProblem.tsx'

interface TodoItemProps {
  text: string
  done: boolean
  /** Why the last tick could not be noted. */
  problem: string | null
  /** `isRange`: with Shift, from the one before. */
  onTick: (done: boolean, isRange: boolean) => void
  /** The box selects it rather than saying whether it is done. */
  isSelecting?: boolean
  /** Below it: where it stands. */
  children?: ComponentChildren
}

/** Something to be done, with a box to tick. */
export function TodoItem({ text, done, problem, onTick, isSelecting = false, children }: TodoItemProps) {
  return (
    <li class={`todo ${done && !isSelecting ? 'todo-done' : ''}`}>
      <label>
        <input type="checkbox" checked={done} onClick={(event) => onTick(!done, event.shiftKey)} />
        <span>{text}</span>
      </label>
      {children}
      <FormProblem text={problem} />
    </li>
  )
}
