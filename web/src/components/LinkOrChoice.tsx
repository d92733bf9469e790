// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'

interface LinkOrChoiceProps {
  href: string
  /** Things are being selected. */
  selection: { selected: boolean; onSelect: (selected: boolean) => void } | undefined
  class: string
  choiceClass: string
  children: ComponentChildren
}

/** A link to what it shows, or a box to tick while things are selected. */
export function LinkOrChoice({ href, selection, class: linkClass, choiceClass, children }: LinkOrChoiceProps) {
  if (!selection)
    return (
      <Link href={href} class={linkClass}>
        {children}
      </Link>
    )
  return (
    <label class={choiceClass}>
      <input
        type="checkbox"
        checked={selection.selected}
        onChange={(event) => selection.onSelect(event.currentTarget.checked)}
      />
      {children}
    </label>
  )
}
