// SPDX-License-Identifier: AGPL-3.0-or-later
// What was typed in a form is there again when a session's end took the form off the screen.
import { createContext, type RefObject } from 'preact'
import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** What was changed in a form, by the names of its fields. */
export type Draft = ReadonlyMap<string, string | boolean>

/** Which drafts are kept, and for whom, others decide. */
export interface Drafts {
  keep: (form: string, draft: Draft) => void
  /** Once. */
  take: (form: string) => Draft | undefined
}

export const DraftsContext = createContext<Drafts | null>(null)

/** `name`: of the form, on its screen; undefined: its drafts are not kept. */
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

/** The same of what a form holds outside its fields, and can be written as JSON. `given`: what it begins with, and is once saved. */
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

/** Passwords and credentials are not among them: they don't outlive a session. */
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
