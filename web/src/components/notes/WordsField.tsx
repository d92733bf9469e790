// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId } from 'preact/hooks'
import { formatNumber, t } from '../../i18n/index.ts'

/** As many as the server accepts. */
export const maxReadingWords = 2_000

interface WordsFieldProps {
  label: string
  value: string
  disabled?: boolean
  onInput: (words: string) => void
}

/** What a person tells the model that transcribes, and how long it is. */
export function WordsField({ label, value, disabled = false, onInput }: WordsFieldProps) {
  const id = useId()
  return (
    <>
      <label for={id}>{label}</label>
      <div class="field">
        <textarea
          id={id}
          rows={5}
          maxLength={maxReadingWords}
          disabled={disabled}
          aria-describedby={`${id}-count`}
          value={value}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      </div>
      <p id={`${id}-count`} class="quiet">
        {t('words.count', { count: formatNumber(value.length), max: formatNumber(maxReadingWords) })}
      </p>
    </>
  )
}
