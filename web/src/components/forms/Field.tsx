// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren, InputHTMLAttributes } from 'preact'
import { useId } from 'preact/hooks'

interface FieldProps {
  label: string
  /** Help text below the input; `problem` replaces it. */
  hint?: string | undefined
  problem?: string | null
  input: InputHTMLAttributes<HTMLInputElement>
  /** Shown beside the input. */
  children?: ComponentChildren
}

/** Text input with its label above, and help text or an error below. */
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
