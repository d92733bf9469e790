// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { type Reason, ReasonText } from './ReasonText.tsx'

export interface Option {
  value: string
  label: string
}

/** The list, or why it can't be shown. */
export type ListedOptions = { options: Option[] } | { text: string; detail: Reason | null }

interface OptionsFieldProps {
  name: string
  label: string
  hint: string | null
  problem: string | null
  /** The stored value, and what it is called. */
  saved: Option
  /** Asks on its own, because the service can be asked without what is filled in. */
  listsFirst?: boolean
  /** Asks the service, with what the form around this field contains; `create` makes one of that name. */
  onList: (filled: FormData, create?: string) => Promise<ListedOptions>
}

/** A choice from a list that the service has, which is asked for it on demand. */
export function OptionsField({ name, label, hint, problem, saved, listsFirst = false, onList }: OptionsFieldProps) {
  const id = useId()
  const select = useRef<HTMLSelectElement>(null)
  const newName = useRef<HTMLInputElement>(null)
  const [options, setOptions] = useState([saved])
  const [value, setValue] = useState(saved.value)
  const [isListed, setListed] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ text: string; detail: Reason | null } | null>(null)
  const ask = async (create?: string, movesFocus = true) => {
    const form = select.current?.form
    if (isBusy || !form) return
    setBusy(true)
    setSaid(null)
    const listed = await onList(new FormData(form), create).finally(() => setBusy(false))
    if ('text' in listed) return setSaid(listed)
    const [made] = listed.options
    if (create !== undefined && made) {
      setOptions([...options.filter((each) => each.value !== made.value), made])
      setValue(made.value)
      if (newName.current) newName.current.value = ''
      return setSaid({ text: t('options.made', { name: made.label }), detail: null })
    }
    const isThere = listed.options.some((each) => each.value === value)
    setOptions(isThere ? listed.options : [...options.filter((each) => each.value === value), ...listed.options])
    setListed(true)
    setSaid({ text: t('options.listed', { count: listed.options.length }), detail: null })
    if (movesFocus) select.current?.focus()
  }
  useEffect(() => {
    if (listsFirst) void ask(undefined, false)
  }, [])
  const create = () => {
    const wanted = newName.current?.value.trim()
    if (wanted) void ask(wanted)
  }
  const below = problem ?? hint
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      <div class="form-input">
        <select
          ref={select}
          id={id}
          name={name}
          value={value}
          aria-invalid={problem !== null}
          {...(below && { 'aria-describedby': `${id}-below` })}
          onChange={({ currentTarget }) => setValue(currentTarget.value)}
        >
          {options.map((each) => (
            <option key={each.value} value={each.value} selected={each.value === value}>
              {each.label}
            </option>
          ))}
        </select>
        <button type="button" class="button button-small" aria-disabled={isBusy} onClick={() => ask()}>
          {t('options.list')}
        </button>
      </div>
      {isListed && (
        <div class="form-input">
          <input
            ref={newName}
            type="text"
            maxLength={120}
            autocomplete="off"
            aria-label={t('options.new')}
            placeholder={t('options.new')}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              create()
            }}
          />
          <button type="button" class="button button-small" aria-disabled={isBusy} onClick={create}>
            {t('options.create')}
          </button>
        </div>
      )}
      {below && (
        <p id={`${id}-below`} class={problem ? 'form-problem' : 'quiet'} role={problem ? 'alert' : undefined}>
          {below}
        </p>
      )}
      <p class="quiet" role="status">
        {said && (
          <>
            {said.text} {said.detail && <ReasonText {...said.detail} />}
          </>
        )}
      </p>
    </div>
  )
}
