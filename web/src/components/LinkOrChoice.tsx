// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'

/** The name of the boxes to tick; each has its thing's uuid as its value. */
export const boxName = 'notebook'

/** How a thing is ticked. */
export interface Choice {
  selected: boolean
  uuid: string
  /** `isRange`: all from the last one that was ticked to this one. */
  onSelect: (selected: boolean, isRange: boolean) => void
}

interface LinkOrChoiceProps {
  href: string
  /** Things are being selected. */
  selection: Choice | undefined
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
        name={boxName}
        value={selection.uuid}
        checked={selection.selected}
        // Space clicks as well.
        onClick={(event) => selection.onSelect(event.currentTarget.checked, event.shiftKey)}
      />
      {children}
    </label>
  )
}
