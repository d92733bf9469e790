// SPDX-License-Identifier: AGPL-3.0-or-later
// From the search field to what was found and back, by the keyboard.
import { perform } from '../shell/actions.ts'

/** Marks the field. */
export const fieldClass = 'search-input'

const results =
  '.notebooks a:is(.card-link, .row-link), .library-tree :is(.tree-toggle, a.row-link), .search-names a, .search-hits li a'

/** False when there is none. */
export function moveToResult(index: number): boolean {
  const result = document.querySelectorAll<HTMLElement>(results).item(index)
  result?.focus()
  return result !== null
}

/** With the arrow keys from one result to the next, and from the first one to the field. */
export function moveAmongResults(event: KeyboardEvent): void {
  const at = [...document.querySelectorAll(results)].indexOf(event.target as Element)
  if (at < 0) return
  const moveBy = (step: 1 | -1) => (at + step < 0 ? moveToField() : moveToResult(at + step))
  if (perform('results', { moveBy }, event.key)) event.preventDefault()
}

function moveToField(): boolean {
  const field = document.querySelector<HTMLElement>(`.${fieldClass}`)
  field?.focus()
  return field !== null
}

/** What the history keeps with an address. The address itself would take the words to the server. */
export interface KeptWords {
  words?: string
}

/** Whoever comes back to this place finds the words in the field, and what was found. */
export function keepWords(words: string): void {
  const state: KeptWords | null = history.state
  if ((state?.words ?? '') !== words) history.replaceState({ ...state, words }, '')
}
