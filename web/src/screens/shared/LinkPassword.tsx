// SPDX-License-Identifier: AGPL-3.0-or-later
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { PasswordField } from '../../components/forms/PasswordField.tsx'
import { type Problem, useForm } from '../../components/forms/use-form.ts'
import { refusalOf, type SharedLink } from '../../data/shared/shared-link.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

interface LinkPasswordProps {
  link: SharedLink
  onUnlocked: () => void
}

/** Asks for the password of a link. */
export function LinkPassword({ link, onUnlocked }: LinkPasswordProps) {
  const { form, busy, about, onSubmit } = useForm<'password'>(async (filled) => {
    const password = String(filled.get('password') ?? '')
    if (password === '') return { about: 'password', text: t('account.passwordMissing') }
    try {
      await link.unlock(password)
    } catch (error) {
      return problemOf(error)
    }
    onUnlocked()
    return null
  })
  return (
    <div class="screen sign">
      <ScreenTitle title={t('shared.locked')} />
      <p>{t('shared.enterPassword')}</p>
      <form ref={form} class="form" noValidate onSubmit={onSubmit}>
        <PasswordField label={t('shared.password')} name="password" problem={about('password')} />
        <FormProblem text={about('form')} />
        <button type="submit" class="button button-primary" aria-disabled={busy}>
          {t('shared.open')}
        </button>
      </form>
    </div>
  )
}

function problemOf(error: unknown): Problem<'password'> {
  const refusal = refusalOf(error)
  if (refusal === 'password-wrong') return { about: 'password', text: t('shared.wrongPassword') }
  return { about: 'form', text: refusal === 'no-link' ? t('shared.whyMissing') : serverText(error) }
}
