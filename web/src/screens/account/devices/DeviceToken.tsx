// SPDX-License-Identifier: AGPL-3.0-or-later
// Creates a token for a computer without a browser to approve a code, such as a server.
import { ApiProblem } from '@rmirror/shared/api'
import { useRef, useState } from 'preact/hooks'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { Field } from '../../../components/forms/Field.tsx'
import { GeneratedSecret } from '../../../components/forms/GeneratedSecret.tsx'
import { type Problem, useForm } from '../../../components/forms/use-form.ts'
import { addDeviceToken } from '../../../data/account/devices.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'

interface Made {
  name: string
  token: string
}

export function DeviceToken() {
  const { remote } = useStore()
  const summary = useRef<HTMLElement>(null)
  const [made, setMade] = useState<Made | null>(null)
  const show = (next: Made) => {
    setMade(next)
    void remote.invalidate('devices')
  }
  const done = () => {
    // Move the focus away from the button, which disappears.
    summary.current?.focus()
    setMade(null)
  }
  return (
    <details class="steps-folded">
      <summary ref={summary}>{t('devices.token')}</summary>
      {made ? (
        <GeneratedSecret
          label={t('devices.tokenMade', { name: made.name })}
          value={made.token}
          hint={t('devices.tokenUse', { command: `rmirror login --server ${location.origin} --token` })}
          onDone={done}
        />
      ) : (
        <TokenForm onMade={show} />
      )}
    </details>
  )
}

function TokenForm({ onMade }: { onMade: (made: Made) => void }) {
  const { account } = useStore()
  const make = async (filled: FormData): Promise<Problem<'name'> | null> => {
    const name = String(filled.get('name')).trim()
    if (name === '') return { about: 'name', text: t('devices.nameMissing') }
    try {
      onMade({ name, token: await addDeviceToken(account, name) })
      return null
    } catch (error) {
      return tokenProblem(error)
    }
  }
  const { form, busy, about, onSubmit } = useForm(make, 'device-token')
  return (
    <form ref={form} class="form" noValidate onSubmit={onSubmit}>
      <p class="quiet">{t('devices.tokenWhat')}</p>
      <Field
        label={t('devices.name')}
        hint={t('devices.nameHint')}
        problem={about('name')}
        input={{ name: 'name', maxLength: 100, autocomplete: 'off' }}
      />
      <FormProblem text={about('form')} />
      <div class="form-actions form-actions-start">
        <button type="submit" class="button" aria-disabled={busy}>
          {t('devices.tokenMake')}
        </button>
      </div>
    </form>
  )
}

function tokenProblem(error: unknown): Problem<'name'> {
  if (error instanceof ApiProblem) {
    if (error.field === 'name') return { about: 'name', text: t('devices.nameWrong') }
    if (error.status === 409) return { about: 'form', text: t('devices.tooMany') }
  }
  return { about: 'form', text: serverText(error) }
}
