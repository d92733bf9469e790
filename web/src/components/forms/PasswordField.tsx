// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { Field } from './Field.tsx'

interface PasswordFieldProps {
  label: string
  /** Field name in the form data. */
  name: string
  /** Minimum length in characters; undefined for an existing password. */
  minLength?: number | undefined
  problem: string | null
}

/** Input for an existing or a new password, with the `autocomplete` value that password managers recognise. */
export function PasswordField({ label, name, minLength, problem }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  return (
    <Field
      label={label}
      hint={minLength === undefined ? undefined : t('account.passwordHint', { count: minLength })}
      problem={problem}
      input={{
        type: shown ? 'text' : 'password',
        name,
        autocomplete: minLength === undefined ? 'current-password' : 'new-password',
        maxLength: 256,
        spellcheck: false,
        autocapitalize: 'off',
        // Safari's non-standard attribute for the requirements of generated passwords.
        ...(minLength !== undefined && { passwordrules: `minlength: ${minLength};` }),
      }}
    >
      <button
        type="button"
        class="button button-small"
        aria-pressed={shown}
        aria-label={t('account.showPasswordOf', { field: label })}
        onClick={() => setShown(!shown)}
      >
        {t('account.showPassword')}
      </button>
    </Field>
  )
}

/** Client-side check: an error text, or null. `minLength` is 1 for an existing password. */
export function passwordError(password: string, minLength: number): string | null {
  const length = [...password].length
  if (length === 0) return t('account.passwordMissing')
  return length < minLength ? t('account.passwordShort', { count: minLength }) : null
}
