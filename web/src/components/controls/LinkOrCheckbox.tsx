// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'

/** `name` of all selection checkboxes; their `value` is the item's uuid. */
export const boxName = 'notebook'

/** Selection state of an item. */
export interface ItemSelection {
  selected: boolean
  uuid: string
  /** `isRange`: applies to all items from the last one clicked to this one (Shift). */
  onSelect: (selected: boolean, isRange: boolean) => void
}

interface LinkOrChoiceProps {
  href: string
  /** Set in selection mode. */
  selection: ItemSelection | undefined
  class: string
  choiceClass: string
  children: ComponentChildren
}

/** Link to an item, or its checkbox in selection mode. */
export function LinkOrCheckbox({ href, selection, class: linkClass, choiceClass, children }: LinkOrChoiceProps) {
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
        // `click` has `shiftKey`, unlike `change`; the Space key triggers it as well.
        onClick={(event) => selection.onSelect(event.currentTarget.checked, event.shiftKey)}
      />
      {children}
    </label>
  )
}
