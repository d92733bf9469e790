// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren, InputHTMLAttributes } from 'preact'
import { useId } from 'preact/hooks'

interface FieldProps {
  label: string
  /** What to know before writing; a problem takes its place. */
  hint?: string | undefined
  problem?: string | null
  input: InputHTMLAttributes<HTMLInputElement>
  /** Beside the input. */
  children?: ComponentChildren
}

/** A line to fill in, with its name above and what to know about it below. */
export function Field({ label, hint, problem = null, input, children }: FieldProps) {
  const id = useId()
  const below = problem ?? hint
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      <div class="form-input">
        <input
          id={id}
          {...input}
          aria-invalid={problem !== null}
          {...(below && { 'aria-describedby': `${id}-below` })}
        />
        {children}
      </div>
      {below && (
        <p id={`${id}-below`} class={problem ? 'form-problem' : 'quiet'} role={problem ? 'alert' : undefined}>
          {below}
        </p>
      )}
    </div>
  )
}
