// SPDX-License-Identifier: AGPL-3.0-or-later
import type { InputHTMLAttributes } from 'preact'
import { useId } from 'preact/hooks'

interface FlagFieldProps {
  label: string
  /** What to know before ticking it. */
  hint?: string | null
  input: InputHTMLAttributes<HTMLInputElement>
}

/** Something that is on or off, with what to know about it below. */
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
