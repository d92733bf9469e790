// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { FormProblem } from '../controls/FormProblem.tsx'
import { Icon } from '../controls/Icon.tsx'
import { Field } from './Field.tsx'
import { FlagField } from './FlagField.tsx'
import { type ListedOptions, OptionsField } from './OptionsField.tsx'
import { type Reason, ReasonText } from './ReasonText.tsx'
import { type Problem, useForm } from './use-form.ts'

/** A setting that the user fills in. Secrets that the server generates have no row. */
export interface SettingRow {
  key: string
  kind: 'text' | 'url' | 'secret' | 'flag'
  label: string
  hint: string | null
  required: boolean
  /** The stored value; always empty for a secret. */
  value: string
  /** A secret is stored. */
  isSaved: boolean
  /** What the value is called, if the service has a list to choose from. */
  valueLabel?: string | undefined
}

/** Localised result of a test. */
export interface TestOutcome {
  ok: boolean
  text: string
  detail: Reason | null
}

export type SettingsProblem = Problem<string>
type Values = Record<string, string>

interface SettingsFormProps {
  rows: SettingRow[]
  submitLabel: string
  /** Tests settings without saving them; undefined if there is no service to call. */
  onTest?: ((settings: Values) => Promise<TestOutcome | SettingsProblem>) | undefined
  /** Lists at once what can be chosen: the service needs nothing that is filled in. */
  listsFirst?: boolean
  /** Lists what can be chosen for a field with `valueLabel`, or makes one. */
  onOptions?: ((key: string, settings: Values, create?: string) => Promise<ListedOptions>) | undefined
  /** `settings` lacks the secrets that stay as they are. */
  onSubmit: (settings: Values) => Promise<SettingsProblem | null>
  /** Shown between the fields and the buttons. */
  children?: ComponentChildren
}

/** Form generated from a service's settings, which can be tested before they are saved. */
export function SettingsForm(props: SettingsFormProps) {
  const { rows, submitLabel, onTest, listsFirst = false, onOptions, onSubmit, children } = props
  const wantsTest = useRef(false)
  const [outcome, setOutcome] = useState<TestOutcome | 'saved' | null>(null)
  const send = async (filled: FormData) => {
    const isTest = wantsTest.current
    wantsTest.current = false
    setOutcome(null)
    const settings = valuesIn(filled, rows)
    const fault = faultOf(settings, rows)
    if (fault) return fault
    if (isTest && onTest) {
      const result = await onTest(settings)
      if ('about' in result) return result
      setOutcome(result)
      return null
    }
    const problem = await onSubmit(settings)
    if (!problem) setOutcome('saved')
    return problem
  }
  const { form, busy, about, onSubmit: submit } = useForm<string>(send, 'settings')
  return (
    <form ref={form} class="form" noValidate onSubmit={submit}>
      {rows.map((row) =>
        // The key contains what is stored, so that saving remounts the field with the stored value.
        row.valueLabel !== undefined && onOptions ? (
          <OptionsField
            key={`${row.key} ${row.value}`}
            name={row.key}
            label={row.label}
            hint={row.hint}
            problem={about(row.key)}
            saved={{ value: row.value, label: row.valueLabel }}
            listsFirst={listsFirst}
            onList={(filled, create) => onOptions(row.key, valuesIn(filled, rows), create)}
          />
        ) : (
          <SettingField key={`${row.key} ${row.value} ${row.isSaved}`} row={row} problem={about(row.key)} />
        ),
      )}
      {children}
      <FormProblem text={about('form')} />
      <div class="form-actions form-actions-start">
        <button type="submit" class="button button-primary" aria-disabled={busy}>
          {submitLabel}
        </button>
        {onTest && (
          <button
            type="submit"
            class="button"
            aria-disabled={busy}
            onClick={() => {
              wantsTest.current = true
            }}
          >
            {t('settings.test')}
          </button>
        )}
        <p role="status">{outcome === 'saved' ? t('profile.saved') : outcome && <Outcome {...outcome} />}</p>
      </div>
    </form>
  )
}

export function Outcome({ ok, text, detail }: TestOutcome) {
  return (
    <span class={`outcome ${ok ? '' : 'outcome-bad'}`}>
      <Icon name={ok ? 'check' : 'warning'} />
      <span>
        {text}
        {detail && (
          <>
            {' '}
            <ReasonText {...detail} />
          </>
        )}
      </span>
    </span>
  )
}

function SettingField({ row, problem }: { row: SettingRow; problem: string | null }) {
  const [isReplacing, setReplacing] = useState(false)
  const [isRemoved, setRemoved] = useState(false)
  const { key, kind, label, hint, required, value } = row
  if (kind === 'flag')
    return <FlagField label={label} hint={hint} input={{ name: key, defaultChecked: value === 'on' }} />
  if (kind === 'secret' && row.isSaved && !isReplacing)
    return (
      <div class="form-field">
        <span class="form-label">{label}</span>
        <div class="form-saved">
          <Icon name={isRemoved ? 'trash' : 'lock'} />
          <span role="status">{t(isRemoved ? 'settings.secretRemoved' : 'settings.savedSecret')}</span>
          {isRemoved && <input type="hidden" name={removal(key)} value="on" />}
          <button
            type="button"
            class="button button-small"
            aria-label={t('settings.replaceNamed', { name: label })}
            onClick={() => setReplacing(true)}
          >
            {t('settings.replace')}
          </button>
          {!required && (
            <button
              type="button"
              class="button button-small"
              aria-label={isRemoved ? undefined : t('settings.removeNamed', { name: label })}
              onClick={() => setRemoved(!isRemoved)}
            >
              {t(isRemoved ? 'settings.keepSecret' : 'settings.removeSecret')}
            </button>
          )}
        </div>
        <FormProblem text={problem} />
      </div>
    )
  return (
    <Field
      label={required ? label : t('settings.optional', { name: label })}
      hint={hint ?? undefined}
      problem={problem}
      input={{
        ...inputs[kind],
        name: key,
        maxLength: 2000,
        defaultValue: value,
        autocapitalize: 'off',
        spellcheck: false,
        autofocus: isReplacing,
      }}
    >
      {isReplacing && (
        <button type="button" class="button button-small" onClick={() => setReplacing(false)}>
          {t('settings.keepSecret')}
        </button>
      )}
    </Field>
  )
}

const inputs = {
  text: { type: 'text', autocomplete: 'off' },
  url: { type: 'url', inputMode: 'url', autocomplete: 'url' },
  // Not a user's password: password managers need not offer to save it.
  secret: { type: 'password', autocomplete: 'off' },
} as const

/** Name of the input that removes a stored secret. */
const removal = (key: string) => `remove ${key}`

/** Without what is left empty, except that an empty value removes a stored secret. */
function valuesIn(filled: FormData, rows: SettingRow[]): Values {
  const given = rows.map(({ key, kind }) => {
    const value = String(filled.get(key) ?? '').trim()
    return [key, kind === 'flag' ? (value === 'on' ? 'on' : 'off') : value] as const
  })
  return Object.fromEntries(given.filter(([key, value]) => value !== '' || filled.has(removal(key))))
}

/** Client-side validation; null: no fault. */
function faultOf(settings: Values, rows: SettingRow[]): SettingsProblem | null {
  for (const { key, kind, label, required, isSaved } of rows) {
    const value = settings[key]
    if (value === undefined) {
      if (required && !isSaved) return { about: key, text: t('settings.missing', { name: label }) }
    } else if (kind === 'url' && !isWebAddress(value)) return { about: key, text: t('settings.noUrl') }
  }
  return null
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
