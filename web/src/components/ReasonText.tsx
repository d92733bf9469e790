// SPDX-License-Identifier: AGPL-3.0-or-later

/** Why something wasn't delivered, in detail. */
export interface Reason {
  text: string
  /** The text is a service's own sentence, in whatever language the service speaks: mostly English. */
  isQuoted: boolean
}

export function ReasonText({ text, isQuoted }: Reason) {
  if (!isQuoted) return <span class="outcome-detail">{text}</span>
  return (
    <q lang="en" class="outcome-detail">
      {text}
    </q>
  )
}
