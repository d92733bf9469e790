// SPDX-License-Identifier: AGPL-3.0-or-later
import { isStrongEnough } from '@rmirror/shared/backup'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { Field } from '../../../components/forms/Field.tsx'
import { type Problem, useForm } from '../../../components/forms/use-form.ts'
import { t } from '../../../i18n/index.ts'
import { backupProblem } from './backup-texts.ts'

/** Fields of secrets that no password manager should mistake for the account's password. */
const secretInput = {
  type: 'password',
  autocomplete: 'off',
  autocapitalize: 'off',
  maxLength: 1000,
  spellcheck: false,
} as const

interface NewPassphraseFormProps {
  verb: string
  onSubmit: (passphrase: string) => Promise<void>
}

/** Chooses a passphrase, after saying what forgetting it means. */
export function NewPassphraseForm({ verb, onSubmit: choose }: NewPassphraseFormProps) {
  const send = async (filled: FormData): Promise<Problem<'new' | 'again'> | null> => {
    const passphrase = String(filled.get('new'))
    if (!isStrongEnough(passphrase)) return { about: 'new', text: t('backups.weak') }
    if (passphrase !== filled.get('again')) return { about: 'again', text: t('backups.differ') }
    try {
      await choose(passphrase)
      return null
    } catch (error) {
      return { about: 'form', text: backupProblem(error) }
    }
  }
  const { form, busy, about, onSubmit } = useForm(send)
  return (
    <form ref={form} class="form" noValidate onSubmit={onSubmit}>
      <p class="backup-final">{t('backups.final')}</p>
      <Field
        label={t('backups.passphraseNew')}
        hint={t('backups.passphraseHint')}
        problem={about('new')}
        input={{ ...secretInput, name: 'new' }}
      />
      <Field label={t('backups.passphraseAgain')} problem={about('again')} input={{ ...secretInput, name: 'again' }} />
      <FormProblem text={about('form')} />
      <div class="form-actions form-actions-start">
        <button type="submit" class="button" aria-disabled={busy}>
          {verb}
        </button>
        <p role="status">{busy && t('backups.opening')}</p>
      </div>
    </form>
  )
}

/** Opens the backups that there are. */
export function OpenForm({ onSubmit: open }: { onSubmit: (secret: string) => Promise<void> }) {
  const send = async (filled: FormData): Promise<Problem<'secret'> | null> => {
    const secret = String(filled.get('secret'))
    if (secret.trim() === '') return { about: 'secret', text: t('backups.secretMissing') }
    try {
      await open(secret)
      return null
    } catch (error) {
      return { about: 'secret', text: backupProblem(error) }
    }
  }
  const { form, busy, about, onSubmit } = useForm(send)
  return (
    <form ref={form} class="form" noValidate onSubmit={onSubmit}>
      <Field label={t('backups.secret')} problem={about('secret')} input={{ ...secretInput, name: 'secret' }} />
      <div class="form-actions form-actions-start">
        <button type="submit" class="button" aria-disabled={busy}>
          {t('backups.open')}
        </button>
        <p role="status">{busy && t('backups.opening')}</p>
      </div>
    </form>
  )
}
