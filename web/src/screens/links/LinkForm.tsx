// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem } from '@rmirror/shared/api'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Field } from '../../components/forms/Field.tsx'
import { PasswordField, passwordError } from '../../components/forms/PasswordField.tsx'
import { type Problem, useForm } from '../../components/forms/use-form.ts'
import { addLink } from '../../data/resources/links.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

/** In characters, the same as on the server. */
const minPasswordLength = 6

interface LinkFormProps {
  notebook: string
  /** null: the whole notebook. */
  page: string | null
  /** Gets the address of the new link. */
  onMade: (address: string) => void
}

/** Asks what a new link allows. */
export function LinkForm({ notebook, page, onMade }: LinkFormProps) {
  const { account, remote } = useStore()
  const name = account.user.value?.name ?? ''
  const { form, busy, about, onSubmit } = useForm<'ends' | 'password'>(async (filled) => {
    const password = String(filled.get('password') ?? '')
    const expires_at = endOf(String(filled.get('ends') ?? ''))
    const fault = password === '' ? null : passwordError(password, minPasswordLength)
    if (fault) return { about: 'password', text: fault }
    if (expires_at !== null && Date.parse(expires_at) <= Date.now()) return { about: 'ends', text: t('links.endsPast') }
    try {
      const address = await addLink(remote, {
        ...{ notebook_uuid: notebook, page_uuid: page, expires_at, password: password === '' ? null : password },
        ...{ shown_name: filled.has('name') ? name : '', allows_download: filled.has('download') },
      })
      onMade(address)
      return null
    } catch (error) {
      return problemOf(error)
    }
  })
  return (
    <form ref={form} class="form" noValidate onSubmit={onSubmit}>
      <Field
        label={t('links.ends')}
        hint={t('links.endsHint')}
        problem={about('ends')}
        input={{ type: 'date', name: 'ends' }}
      />
      <PasswordField
        label={t('links.password')}
        name="password"
        minLength={minPasswordLength}
        problem={about('password')}
      />
      <label class="tick">
        <input type="checkbox" name="download" />
        <span>{t('links.download')}</span>
      </label>
      {name !== '' && (
        <label class="tick">
          <input type="checkbox" name="name" />
          <span>{t('links.showName', { name })}</span>
        </label>
      )}
      <FormProblem text={about('form')} />
      <div class="form-actions form-actions-start">
        <button type="submit" class="button button-primary" aria-disabled={busy}>
          {t('links.make')}
        </button>
      </div>
    </form>
  )
}

/** The end of a day in the browser's time zone; null for no day. */
export function endOf(day: string): string | null {
  const [year, month, date] = day.split('-').map(Number)
  if (!year || !month || !date) return null
  return new Date(year, month - 1, date + 1).toISOString()
}

function problemOf(error: unknown): Problem<'ends' | 'password'> {
  const isFull = error instanceof ApiProblem && error.type === 'too_many_links'
  if (isFull) return { about: 'form', text: t('links.tooMany') }
  const isPast = error instanceof ApiProblem && error.field === 'expires_at'
  if (isPast) return { about: 'ends', text: t('links.endsPast') }
  return { about: 'form', text: serverText(error) }
}
