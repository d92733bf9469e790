// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useDraft } from './drafts.ts'

/** What is wrong, said where it is wrong. */
export interface Problem<Part extends string> {
  about: Part | 'form'
  text: string
}

interface Form<Part extends string> {
  /** For the form element. */
  form: RefObject<HTMLFormElement>
  busy: boolean
  problem: Problem<Part> | null
  /** What is wrong with this part. */
  about: (part: Part | 'form') => string | null
  onSubmit: (event: Event) => void
}

/**
 * A form that is sent once at a time. After a problem the focus is in the field that it is about. With a name for its
 * drafts, what was typed outlives the end of a session.
 */
export function useForm<Part extends string>(
  send: (filled: FormData) => Promise<Problem<Part> | null>,
  draft?: string,
): Form<Part> {
  const form = useRef<HTMLFormElement>(null)
  useDraft(form, draft)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem<Part> | null>(null)
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus()
  }, [problem])
  const submit = async () => {
    if (busy || !form.current) return
    setBusy(true)
    setProblem(null)
    // Read from the form: password managers fill it in without telling.
    setProblem(await send(new FormData(form.current)))
    setBusy(false)
  }
  const onSubmit = (event: Event) => {
    event.preventDefault()
    void submit()
  }
  return { form, busy, problem, about: (part) => (problem?.about === part ? problem.text : null), onSubmit }
}
