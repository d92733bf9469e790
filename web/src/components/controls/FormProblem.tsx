// SPDX-License-Identifier: AGPL-3.0-or-later

interface FormProblemProps {
  /** For the `aria-describedby` of the field it refers to. */
  id?: string
  text: string | false | null | undefined
}

/** Error message that screen readers announce immediately. Renders nothing without a text. */
export function FormProblem({ id, text }: FormProblemProps) {
  if (!text) return null
  return (
    <p {...(id && { id })} class="form-problem" role="alert">
      {text}
    </p>
  )
}
