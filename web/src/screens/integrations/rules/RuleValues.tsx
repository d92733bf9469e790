// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { Icon } from '../../../components/controls/Icon.tsx'
import { t } from '../../../i18n/index.ts'

interface RuleValuesProps {
  label: string
  values: readonly string[]
  /** How a value is shown. */
  textOf: (value: string) => string
  onChange: (values: string[]) => void
  /** The input that adds a value. */
  children: ComponentChildren
}

/** The alternatives of a condition: chips that remove them, and an input that adds one. */
export function RuleValues({ label, values, textOf, onChange, children }: RuleValuesProps) {
  const field = useRef<HTMLFieldSetElement>(null)
  const remove = (value: string) => {
    onChange(values.filter((each) => each !== value))
    // The focused chip disappears.
    field.current?.querySelector<HTMLElement>('input, select')?.focus()
  }
  return (
    <fieldset ref={field} class="rule-values">
      <legend>{label}</legend>
      {values.length > 0 && (
        <ul class="rule-chips">
          {values.map((value) => (
            <li key={value}>
              <button
                type="button"
                class="filter-chip"
                aria-label={t('rules.drop', { name: textOf(value) })}
                onClick={() => remove(value)}
              >
                <span>{textOf(value)}</span>
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {children}
    </fieldset>
  )
}
