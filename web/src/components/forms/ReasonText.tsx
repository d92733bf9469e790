// SPDX-License-Identifier: AGPL-3.0-or-later

/** Detailed reason why something wasn't delivered. */
export interface Reason {
  text: string
  /** The text is quoted from the service and not translated; mostly English. */
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
