// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useDraft } from './drafts.ts'

/** An error and the part of the form it belongs to. */
export interface Problem<Part extends string> {
  about: Part | 'form'
  text: string
}

interface Form<Part extends string> {
  /** Ref of the form element. */
  form: RefObject<HTMLFormElement>
  busy: boolean
  problem: Problem<Part> | null
  /** The error text of this part; null if there is none. */
  about: (part: Part | 'form') => string | null
  onSubmit: (event: Event) => void
}

/**
 * State of a form. Ignores submits while one is in flight; after a problem it focuses the invalid field. With a
 * `draft` name, what was typed survives the end of a session.
 */
export function useForm<Part extends string>(
  send: (filled: FormData) => Promise<Problem<Part> | null>,
  draft?: string,
): Form<Part> {
  const form = useRef<HTMLFormElement>(null)
  useDraft(form, draft)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem<Part> | null>(null)
  useLayoutEffect(() => {
    if (problem) form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus()
  }, [problem])
  const submit = async () => {
    if (busy || !form.current) return
    setBusy(true)
    setProblem(null)
    // Read from the DOM, because password managers fill in fields without events.
    setProblem(await send(new FormData(form.current)))
    setBusy(false)
  }
  const onSubmit = (event: Event) => {
    event.preventDefault()
    void submit()
  }
  return { form, busy, problem, about: (part) => (problem?.about === part ? problem.text : null), onSubmit }
}
