// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId } from 'preact/hooks'
import { Field } from '../../../components/forms/Field.tsx'
import { ReasonText } from '../../../components/forms/ReasonText.tsx'
import { t } from '../../../i18n/index.ts'
import type { ListedPlaces, Places, TypedPlaces } from './places.ts'

interface RulePlaceProps<Of = Places> {
  places: Of
  /** null: the place of the settings. */
  place: string | null
  onChange: (place: string | null) => void
}

/** Where a rule has something delivered. */
export function RulePlace({ places, ...rest }: RulePlaceProps) {
  return 'options' in places ? <ListedPlace places={places} {...rest} /> : <TypedPlace places={places} {...rest} />
}

function ListedPlace({ places, place, onChange }: RulePlaceProps<ListedPlaces>) {
  const id = useId()
  const options =
    place === null || places.options.some(({ value }) => value === place)
      ? places.options
      : [{ value: place, label: places.textOf(place) }, ...places.options]
  return (
    <div class="form-field">
      <label for={id}>{places.label}</label>
      <div class="form-input">
        <select
          id={id}
          value={place ?? ''}
          onChange={({ currentTarget }) => {
            const { value } = currentTarget
            if (value === '' || !places.prepare) return onChange(value || null)
            currentTarget.value = place ?? ''
            places.prepare(value, () => onChange(value))
          }}
        >
          <option value="">{t('rules.usualPlace')}</option>
          {options.map(({ value, label }) => (
            <option key={value} value={value} selected={value === place}>
              {label}
            </option>
          ))}
        </select>
        <button type="button" class="button button-small" aria-disabled={places.isBusy} onClick={places.list}>
          {t('options.list')}
        </button>
      </div>
      <p class="quiet" role="status">
        {places.said && (
          <>
            {places.said.text} {places.said.detail && <ReasonText {...places.said.detail} />}
          </>
        )}
      </p>
    </div>
  )
}

function TypedPlace({ places: { label, hint, maxLength }, place, onChange }: RulePlaceProps<TypedPlaces>) {
  return (
    <Field
      label={label}
      hint={hint}
      input={{
        type: 'text',
        value: place ?? '',
        maxLength,
        autocomplete: 'off',
        onInput: ({ currentTarget }) => onChange(currentTarget.value || null),
        // Once it is left.
        onChange: ({ currentTarget }) => onChange(tidied(currentTarget.value) || null),
        onKeyDown: (event) => event.key === 'Enter' && event.preventDefault(),
      }}
    />
  )
}

/** "/Work/Invoices/ " as the server takes it. */
function tidied(path: string): string {
  return path.trim().replace(/^\/+|\/+$/g, '')
}
