// SPDX-License-Identifier: AGPL-3.0-or-later
// Asking for a link to choose a new password, and choosing one with it.
import { ApiProblem } from '@rmirror/shared/api'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Field } from '../../components/forms/Field.tsx'
import { PasswordField, passwordError } from '../../components/forms/PasswordField.tsx'
import { type Problem, useForm } from '../../components/forms/use-form.ts'
import { requestPasswordReset, resetPassword } from '../../data/account/password-reset.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { minPasswordLength, serverText } from '../texts/server-texts.ts'
import { useTokenOfLink } from './use-token-of-link.ts'

export function ForgotPasswordScreen() {
  const { account } = useStore()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { form, busy, about, onSubmit } = useForm<'email'>(async (filled) => {
    const email = String(filled.get('email')).trim()
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) return { about: 'email', text: t('account.emailWrong') }
    try {
      await requestPasswordReset(account, email)
    } catch (error) {
      const cannot = error instanceof ApiProblem && error.status === 409
      return { about: 'form', text: cannot ? t('reset.noMail') : serverText(error) }
    }
    setSentTo(email)
    return null
  })
  return (
    <>
      <p class="sign-lead" role="status">
        {sentTo === null ? t('reset.lead') : t('reset.sent', { email: sentTo })}
      </p>
      {sentTo === null && (
        <div class="card">
          <form ref={form} class="form" noValidate onSubmit={onSubmit}>
            <Field
              label={t('account.email')}
              problem={about('email')}
              input={{ type: 'email', name: 'email', autocomplete: 'username', inputMode: 'email', maxLength: 254 }}
            />
            <FormProblem text={about('form')} />
            <button type="submit" class="button button-primary" aria-disabled={busy}>
              {t('reset.ask')}
            </button>
          </form>
        </div>
      )}
      <ToSignIn />
    </>
  )
}

export function ResetPasswordScreen() {
  const token = useTokenOfLink()
  const [email, setEmail] = useState<string | null>(null)
  if (email !== null) return <Frame lead={t('reset.done', { email })} />
  if (!token) return <Frame lead={t('reset.noLink')} hasOtherLink />
  return <NewPasswordForm key={token} token={token} onDone={setEmail} />
}

function NewPasswordForm({ token, onDone }: { token: string; onDone: (email: string) => void }) {
  const { account } = useStore()
  const [isOver, setOver] = useState(false)
  const send = async (filled: FormData): Promise<Problem<'password'> | null> => {
    const password = String(filled.get('password'))
    const text = passwordError(password, minPasswordLength)
    if (text !== null) return { about: 'password', text }
    try {
      onDone(await resetPassword(account, { token, password, revoke_devices: filled.has('devices') }))
      return null
    } catch (error) {
      if (error instanceof ApiProblem && error.field === 'password')
        return { about: 'password', text: t('account.passwordEasy') }
      if (!(error instanceof ApiProblem) || error.status !== 410) return { about: 'form', text: serverText(error) }
      setOver(true)
      return null
    }
  }
  const { form, busy, about, onSubmit } = useForm(send)
  if (isOver) return <Frame lead={t('reset.over')} hasOtherLink />
  return (
    <>
      <p class="sign-lead">{t('reset.choose')}</p>
      <div class="card">
        <form ref={form} class="form" noValidate onSubmit={onSubmit}>
          <PasswordField
            label={t('password.new')}
            name="password"
            minLength={minPasswordLength}
            problem={about('password')}
          />
          <label class="tick">
            <input type="checkbox" name="devices" />
            <span>{t('password.devices')}</span>
          </label>
          <FormProblem text={about('form')} />
          <button type="submit" class="button button-primary" aria-disabled={busy}>
            {t('reset.do')}
          </button>
        </form>
      </div>
    </>
  )
}

/** A result, and ways to go on. */
function Frame({ lead, hasOtherLink = false }: { lead: string; hasOtherLink?: boolean }) {
  return (
    <>
      <p class="sign-lead" role="status">
        {lead}
      </p>
      {hasOtherLink && (
        <p class="sign-other">
          <Link href="/forgot-password">{t('reset.another')}</Link>
        </p>
      )}
      <ToSignIn />
    </>
  )
}

function ToSignIn() {
  return (
    <p class="sign-other">
      <Link href="/sign-in">{t('signIn.title')}</Link>
    </p>
  )
}
