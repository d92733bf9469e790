// SPDX-License-Identifier: AGPL-3.0-or-later
import { withAttachmentNames } from '@rmirror/shared/library'
import type { ComponentChildren } from 'preact'
import { FormProblem } from '../controls/FormProblem.tsx'

interface TodoItemProps {
  text: string
  done: boolean
  /** Why the last tick couldn't be saved. */
  problem: string | null
  /** `isRange`: with Shift, for the range from the previous one. */
  onTick: (done: boolean, isRange: boolean) => void
  /** Selection mode: the checkbox selects the to-do instead of marking it as done. */
  isSelecting?: boolean
  /** The user may not mark it as done. */
  isDisabled?: boolean
  /** Shown below it, such as the page it is on. */
  children?: ComponentChildren
}

export function TodoItem(props: TodoItemProps) {
  const { text, done, problem, onTick, isSelecting = false, isDisabled = false, children } = props
  return (
    <li class={`todo ${done && !isSelecting ? 'todo-done' : ''}`}>
      <label>
        <input
          type="checkbox"
          checked={done}
          disabled={isDisabled}
          onClick={(event) => onTick(!done, event.shiftKey)}
        />
        <span>{withAttachmentNames(text)}</span>
      </label>
      {children}
      <FormProblem text={problem} />
    </li>
  )
}
