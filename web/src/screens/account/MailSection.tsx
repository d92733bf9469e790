// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem } from '@rmirror/shared/api'
import { useMutation } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Field } from '../../components/forms/Field.tsx'
import { PasswordField, passwordError } from '../../components/forms/PasswordField.tsx'
import { type Problem, useForm } from '../../components/forms/use-form.ts'
import { type Notices, requestAddress, sendConfirmation } from '../../data/account/notices.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { NoticeTopics } from './NoticeTopics.tsx'

/** The account's address, and which notices are mailed there. For servers that send mail. */
export function MailSection({ notices }: { notices: Notices }) {
  return (
    <section aria-labelledby="account-mail">
      <h2 id="account-mail">{t('mail.title')}</h2>
      <AddressState email={notices.email} />
      <NoticeTopics channel="mail" legend={t('mail.topics')} chosen={notices.mail} />
      <p class="quiet">{t('mail.rules')}</p>
      <NewAddress />
    </section>
  )
}

function AddressState({ email }: { email: Notices['email'] }) {
  const { account } = useStore()
  const sending = useMutation({ mutationFn: () => sendConfirmation(account) })
  const address = email.address ?? ''
  if (email.is_confirmed && !email.failure) return <p class="quiet">{t('mail.confirmed', { email: address })}</p>
  return (
    <>
      <p>
        {email.failure
          ? t('mail.failed', { email: address, reply: email.failure })
          : t('mail.unconfirmed', { email: address })}
      </p>
      <div class="form-actions form-actions-start">
        <button type="button" class="button" aria-disabled={sending.isPending} onClick={() => sending.mutate()}>
          {t('mail.send')}
        </button>
        <p role="status">{sending.isSuccess && t('mail.sent', { email: address })}</p>
      </div>
      <FormProblem text={sending.error && serverText(sending.error)} />
    </>
  )
}

function NewAddress() {
  const { account } = useStore()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const send = async (filled: FormData): Promise<Problem<'email' | 'password'> | null> => {
    setSentTo(null)
    const email = String(filled.get('email')).trim()
    const password = String(filled.get('password'))
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) return { about: 'email', text: t('account.emailWrong') }
    const missing = passwordError(password, 1)
    if (missing !== null) return { about: 'password', text: missing }
    try {
      await requestAddress(account, email, password)
    } catch (error) {
      if (error instanceof ApiProblem && error.field === 'password')
        return { about: 'password', text: t('password.wrong') }
      return { about: 'form', text: serverText(error) }
    }
    form.current?.reset()
    setSentTo(email)
    return null
  }
  const { form, busy, about, onSubmit } = useForm(send)
  if (!account.user.value?.has_password) return null
  return (
    <details>
      <summary>{t('mail.change')}</summary>
      <form ref={form} class="form" noValidate onSubmit={onSubmit}>
        <Field
          label={t('mail.newAddress')}
          problem={about('email')}
          input={{ type: 'email', name: 'email', autocomplete: 'email', inputMode: 'email', maxLength: 254 }}
        />
        <PasswordField label={t('password.current')} name="password" problem={about('password')} />
        <FormProblem text={about('form')} />
        <div class="form-actions form-actions-start">
          <button type="submit" class="button" aria-disabled={busy}>
            {t('mail.changeDo')}
          </button>
          <p role="status">{sentTo !== null && t('mail.changeSent', { email: sentTo })}</p>
        </div>
      </form>
    </details>
  )
}
