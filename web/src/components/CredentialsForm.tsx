// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n/index.ts'
import { Field } from './Field.tsx'

export interface Credentials {
  email: string
  password: string
}

/** What is wrong, said where it is wrong. */
export interface FormProblem {
  about: 'email' | 'password' | 'form'
  text: string
}

interface CredentialsFormProps {
  /** A new password is being chosen. */
  isNew: boolean
  /** Characters a password needs at least. */
  leastPassword: number
  submitLabel: string
  onSubmit: (credentials: Credentials) => Promise<FormProblem | null>
}

/** Address and password, named so that password managers know them. */
export function CredentialsForm({ isNew, leastPassword, submitLabel, onSubmit }: CredentialsFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const [busy, setBusy] = useState(false)
  const [shown, setShown] = useState(false)
  const [problem, setProblem] = useState<FormProblem | null>(null)
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus()
  }, [problem])

  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy || !form.current) return
    // Read from the form: password managers fill it in without telling.
    const filled = new FormData(form.current)
    const credentials = { email: String(filled.get('email')).trim(), password: String(filled.get('password')) }
    const wrong = faultOf(credentials, isNew ? leastPassword : 1)
    if (wrong) return setProblem(wrong)
    setBusy(true)
    setProblem(null)
    setProblem(await onSubmit(credentials))
    setBusy(false)
  }
  const about = (part: FormProblem['about']) => (problem?.about === part ? problem.text : null)
  return (
    <form ref={form} class="form" noValidate onSubmit={(event) => void submit(event)}>
      <Field
        label={t('account.email')}
        problem={about('email')}
        input={{ type: 'email', name: 'email', autocomplete: 'username', inputMode: 'email', maxLength: 254 }}
      />
      <Field
        label={t('account.password')}
        hint={isNew ? t('account.passwordHint', { count: leastPassword }) : undefined}
        problem={about('password')}
        input={{
          type: shown ? 'text' : 'password',
          name: 'password',
          autocomplete: isNew ? 'new-password' : 'current-password',
          maxLength: 256,
          spellcheck: false,
          autocapitalize: 'off',
          // Safari's own words for what generated passwords need.
          ...(isNew && { passwordrules: `minlength: ${leastPassword};` }),
        }}
      >
        <button type="button" class="button button-small" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {t('account.showPassword')}
        </button>
      </Field>
      {problem?.about === 'form' && (
        <p class="form-problem" role="alert">
          {problem.text}
        </p>
      )}
      <button type="submit" class="button button-primary" aria-disabled={busy}>
        {submitLabel}
      </button>
    </form>
  )
}

function faultOf({ email, password }: Credentials, leastPassword: number): FormProblem | null {
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) return { about: 'email', text: t('account.emailWrong') }
  const length = [...password].length
  if (length === 0) return { about: 'password', text: t('account.passwordMissing') }
  if (length < leastPassword) return { about: 'password', text: t('account.passwordShort', { count: leastPassword }) }
  return null
}
