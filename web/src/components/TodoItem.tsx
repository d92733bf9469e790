// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'

interface TodoItemProps {
  text: string
  done: boolean
  /** Resolves with what is wrong, when it could not be noted. */
  onTick: (done: boolean) => Promise<string | null>
  /** Below it: where it stands. */
  children?: ComponentChildren
}

/** Something to be done, with a box to tick; the tick is seen at once. */
export function TodoItem({ text, done, onTick, children }: TodoItemProps) {
  const wanted = useSignal<boolean | null>(null)
  const problem = useSignal<string | null>(null)
  // As soon as something new is known, that is what counts.
  const forget = () => {
    wanted.value = null
  }
  useEffect(() => forget, [done])
  const shown = wanted.value ?? done
  const tick = async () => {
    const next = !shown
    wanted.value = next
    problem.value = await onTick(next)
    // Unless it was ticked once more meanwhile.
    if (problem.value !== null && wanted.value === next) wanted.value = null
  }
  return (
    <li class={`todo ${shown ? 'todo-done' : ''}`}>
      <label>
        <input type="checkbox" checked={shown} onChange={() => void tick()} />
        <span>{text}</span>
      </label>
      {children}
      {problem.value && (
        <p class="form-problem" role="alert">
          {problem.value}
        </p>
      )}
    </li>
  )
}
