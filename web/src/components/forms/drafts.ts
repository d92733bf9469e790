// SPDX-License-Identifier: AGPL-3.0-or-later
// Form drafts: what was typed in a form is restored after the end of a session took the form off the screen.
import { createContext, type RefObject } from 'preact'
import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** The changed values of a form, by field name. */
export type Draft = ReadonlyMap<string, string | boolean>

/** Storage for drafts. The implementation decides which drafts are kept, and for which user. */
export interface Drafts {
  keep: (form: string, draft: Draft) => void
  /** Returns the draft and forgets it. */
  take: (form: string) => Draft | undefined
}

export const DraftsContext = createContext<Drafts | null>(null)

/**
 * Fills the form with its draft on mount, and keeps changed values on unmount. `name`: unique on the screen; undefined:
 * no drafts are kept.
 */
export function useDraft(form: RefObject<HTMLFormElement>, name: string | undefined): void {
  const drafts = useContext(DraftsContext)
  useLayoutEffect(() => {
    const element = form.current
    if (!drafts || !element || name === undefined) return
    const given = valuesIn(element)
    fill(element, drafts.take(name))
    return () => {
      const changed = [...valuesIn(element)].filter(([field, value]) => given.get(field) !== value)
      if (changed.length > 0) drafts.keep(name, new Map(changed))
    }
  }, [])
}

/**
 * `useDraft` for form state outside of fields, which must be serialisable as JSON. `given`: the initial value, and the
 * stored one after saving; a state equal to it isn't kept.
 */
export function useDraftState<T>(name: string, given: T): [T, (next: T) => void] {
  const drafts = useContext(DraftsContext)
  const [value, setValue] = useState<T>(() => {
    const kept = drafts?.take(name)?.get(stateField)
    return typeof kept === 'string' ? JSON.parse(kept) : given
  })
  const latest = useRef({ value, given })
  latest.current = { value, given }
  useLayoutEffect(
    () => () => {
      const [left, unchanged] = [latest.current.value, latest.current.given].map((each) => JSON.stringify(each))
      if (left !== undefined && left !== unchanged) drafts?.keep(name, new Map([[stateField, left]]))
    },
    [],
  )
  return [value, setValue]
}

const stateField = 'state'

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** Without passwords and credentials, which must not outlive a session. */
function controlsOf(form: HTMLFormElement): Control[] {
  const controls = [...form.querySelectorAll<Control>('input[name], select[name], textarea[name]')]
  return controls.filter(({ type }) => !['password', 'radio', 'file'].includes(type))
}

const isFlag = (control: Control): control is HTMLInputElement => control.type === 'checkbox'

function valuesIn(form: HTMLFormElement): Map<string, string | boolean> {
  return new Map(controlsOf(form).map((each) => [each.name, isFlag(each) ? each.checked : each.value]))
}

function fill(form: HTMLFormElement, draft: Draft | undefined): void {
  for (const control of controlsOf(form)) {
    const value = draft?.get(control.name)
    if (typeof value === 'string') control.value = value
    if (typeof value === 'boolean' && isFlag(control)) control.checked = value
  }
}
