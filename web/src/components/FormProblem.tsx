// SPDX-License-Identifier: AGPL-3.0-or-later

interface FormProblemProps {
  /** For the field that it is about. */
  id?: string
  text: string | false | null | undefined
}

/** Why something couldn't be done, read out at once. Nothing without a text. */
export function FormProblem({ id, text }: FormProblemProps) {
  if (!text) return null
  return (
    <p {...(id && { id })} class="form-problem" role="alert">
      {text}
    </p>
  )
}
