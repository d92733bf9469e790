// SPDX-License-Identifier: AGPL-3.0-or-later
import type { InputHTMLAttributes } from 'preact'
import { useId } from 'preact/hooks'

interface FlagFieldProps {
  label: string
  /** Help text below the checkbox. */
  hint?: string | null
  input: InputHTMLAttributes<HTMLInputElement>
}

/** Checkbox with help text below. */
export function FlagField({ label, hint = null, input }: FlagFieldProps) {
  const id = useId()
  return (
    <div class="form-field">
      <label class="tick">
        <input type="checkbox" {...input} {...(hint && { 'aria-describedby': id })} />
        <span>{label}</span>
      </label>
      {hint && (
        <p id={id} class="quiet">
          {hint}
        </p>
      )}
    </div>
  )
}
