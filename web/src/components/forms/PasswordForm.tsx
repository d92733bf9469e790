// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { FormProblem } from '../controls/FormProblem.tsx'
import { PasswordField, passwordError } from './PasswordField.tsx'
import { type Problem, useForm } from './use-form.ts'

export interface NewPassword {
  current: string
  new: string
  revoke_devices: boolean
}

export type PasswordProblem = Problem<'current' | 'new'>

interface PasswordFormProps {
  /** The user name, in a hidden field for password managers. */
  email: string
  minPasswordLength: number
  onSubmit: (password: NewPassword) => Promise<PasswordProblem | null>
}

/** Form for changing the password. */
export function PasswordForm({ email, minPasswordLength, onSubmit }: PasswordFormProps) {
  const [done, setDone] = useState<NewPassword | null>(null)
  const send = async (filled: FormData) => {
    setDone(null)
    const password = {
      ...{ current: String(filled.get('current')), new: String(filled.get('new')) },
      revoke_devices: filled.has('devices'),
    }
    const problem = faultOf(password, minPasswordLength) ?? (await onSubmit(password))
    if (problem) return problem
    form.current?.reset()
    setDone(password)
    return null
  }
  const { form, busy, about, onSubmit: submit } = useForm(send)
  const outcome = useRef<HTMLParagraphElement>(null)
  // On a phone the outcome would be off-screen, and in the emptied fields there is nothing to continue with.
  useLayoutEffect(() => {
    if (done) outcome.current?.focus()
  }, [done])
  return (
    <form ref={form} class="form" noValidate onSubmit={submit}>
      <input name="email" autocomplete="username" value={email} readOnly hidden />
      <PasswordField label={t('password.current')} name="current" problem={about('current')} />
      <PasswordField label={t('password.new')} name="new" minLength={minPasswordLength} problem={about('new')} />
      <label class="tick">
        <input type="checkbox" name="devices" />
        <span>{t('password.devices')}</span>
      </label>
      <FormProblem text={about('form')} />
      <div class="form-actions form-actions-start">
        <button type="submit" class="button" aria-disabled={busy}>
          {t('password.do')}
        </button>
        <p ref={outcome} tabIndex={-1} role="status">
          {done && t(done.revoke_devices ? 'password.doneDevices' : 'password.done')}
        </p>
      </div>
    </form>
  )
}

function faultOf(password: NewPassword, minPasswordLength: number): PasswordProblem | null {
  const current = passwordError(password.current, 1)
  if (current !== null) return { about: 'current', text: current }
  const chosen = passwordError(password.new, minPasswordLength)
  return chosen === null ? null : { about: 'new', text: chosen }
}
