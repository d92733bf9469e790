// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from 'preact/hooks'
import { languages, t } from '../../i18n/index.ts'
import { FormProblem } from '../controls/FormProblem.tsx'
import { Field } from './Field.tsx'
import { type Problem, useForm } from './use-form.ts'

export interface Profile {
  name: string | null
  /** null: the browser's language. */
  language: keyof typeof languages | null
  /** IANA time zone name; null: the browser's time zone. */
  time_zone: string | null
}

interface ProfileFormProps {
  profile: Profile
  onSubmit: (profile: Profile) => Promise<Problem<'name' | 'time_zone'> | null>
}

const languageNames = Object.keys(languages) as (keyof typeof languages)[]

const browserZone = new Intl.DateTimeFormat().resolvedOptions().timeZone
const zones = Intl.supportedValuesOf?.('timeZone') ?? []

/** Form for the user's name, language and time zone. */
export function ProfileForm({ profile, onSubmit }: ProfileFormProps) {
  const [saved, setSaved] = useState(false)
  const send = async (filled: FormData) => {
    setSaved(false)
    const language = languageNames.find((name) => name === filled.get('language')) ?? null
    const time_zone = String(filled.get('time_zone')).trim() || null
    const problem = await onSubmit({ name: String(filled.get('name')).trim() || null, language, time_zone })
    setSaved(!problem)
    return problem
  }
  const { form, busy, about, onSubmit: submit } = useForm(send, 'profile')
  return (
    <form ref={form} class="form" noValidate onSubmit={submit}>
      <Field
        label={t('profile.name')}
        problem={about('name')}
        input={{ name: 'name', autocomplete: 'name', maxLength: 200, defaultValue: profile.name ?? '' }}
      />
      <div class="form-field">
        <label for="profile-language">{t('language.title')}</label>
        <div class="form-input">
          <select id="profile-language" name="language" aria-describedby="profile-language-hint">
            <option value="" selected={profile.language === null}>
              {t('language.system')}
            </option>
            {languageNames.map((name) => (
              <option key={name} value={name} selected={profile.language === name}>
                {languages[name].name}
              </option>
            ))}
          </select>
        </div>
        <p id="profile-language-hint" class="quiet">
          {t('profile.languageHint')}
        </p>
      </div>
      <Field
        label={t('profile.timeZone')}
        hint={t('profile.timeZoneHint', { zone: browserZone })}
        problem={about('time_zone')}
        input={{
          ...{ name: 'time_zone', list: 'profile-zones', autocomplete: 'off', maxLength: 100, spellcheck: false },
          ...{ defaultValue: profile.time_zone ?? '', placeholder: browserZone },
        }}
      />
      <datalist id="profile-zones">
        {zones.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <FormProblem text={about('form')} />
      <div class="form-actions form-actions-start">
        <button type="submit" class="button" aria-disabled={busy}>
          {t('profile.save')}
        </button>
        <p role="status">{saved && t('profile.saved')}</p>
      </div>
    </form>
  )
}
