// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from 'preact/hooks'
import { t } from '../i18n/index.ts'
import { Field } from './Field.tsx'

interface PasswordFieldProps {
  label: string
  /** In the form's data. */
  name: string
  /** Characters it needs at least; undefined: it was chosen before. */
  least?: number | undefined
  problem: string | null
}

/** A password to be entered or chosen, named so that password managers know it. */
export function PasswordField({ label, name, least, problem }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  return (
    <Field
      label={label}
      hint={least === undefined ? undefined : t('account.passwordHint', { count: least })}
      problem={problem}
      input={{
        type: shown ? 'text' : 'password',
        name,
        autocomplete: least === undefined ? 'current-password' : 'new-password',
        maxLength: 256,
        spellcheck: false,
        autocapitalize: 'off',
        // Safari's own words for what generated passwords need.
        ...(least !== undefined && { passwordrules: `minlength: ${least};` }),
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

/** What is wrong with a password before anybody is asked. `least`: 1 for one that was chosen before. */
export function passwordFault(password: string, least: number): string | null {
  const length = [...password].length
  if (length === 0) return t('account.passwordMissing')
  return length < least ? t('account.passwordShort', { count: least }) : null
}
