// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'
import { FormProblem } from '../controls/FormProblem.tsx'
import { Field } from './Field.tsx'
import { PasswordField, passwordError } from './PasswordField.tsx'
import { type Problem, useForm } from './use-form.ts'

export interface Credentials {
  email: string
  password: string
}

export type CredentialsProblem = Problem<'email' | 'password'>

interface CredentialsFormProps {
  /** The user chooses a new password, to which the minimum length applies. */
  isNew: boolean
  /** Minimum length of a new password, in characters. */
  minPasswordLength: number
  submitLabel: string
  onSubmit: (credentials: Credentials) => Promise<CredentialsProblem | null>
}

/** Email address and password, with the names and `autocomplete` values that password managers recognise. */
export function CredentialsForm({ isNew, minPasswordLength, submitLabel, onSubmit }: CredentialsFormProps) {
  const send = async (filled: FormData) => {
    const credentials = { email: String(filled.get('email')).trim(), password: String(filled.get('password')) }
    return faultOf(credentials, isNew ? minPasswordLength : 1) ?? (await onSubmit(credentials))
  }
  const { form, busy, about, onSubmit: submit } = useForm(send)
  return (
    <form ref={form} class="form" noValidate onSubmit={submit}>
      <Field
        label={t('account.email')}
        problem={about('email')}
        input={{ type: 'email', name: 'email', autocomplete: 'username', inputMode: 'email', maxLength: 254 }}
      />
      <PasswordField
        label={t('account.password')}
        name="password"
        minLength={isNew ? minPasswordLength : undefined}
        problem={about('password')}
      />
      <FormProblem text={about('form')} />
      <button type="submit" class="button button-primary" aria-disabled={busy}>
        {submitLabel}
      </button>
    </form>
  )
}

function faultOf({ email, password }: Credentials, minPasswordLength: number): CredentialsProblem | null {
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) return { about: 'email', text: t('account.emailWrong') }
  const text = passwordError(password, minPasswordLength)
  return text === null ? null : { about: 'password', text }
}
