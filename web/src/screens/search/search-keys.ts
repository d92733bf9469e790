// SPDX-License-Identifier: AGPL-3.0-or-later
// Keyboard navigation between the search field and the results.
import { perform } from '../../shell/actions.ts'

/** Identifies the search field. */
export const fieldClass = 'search-input'

const results =
  '.notebooks a:is(.card-link, .row-link), .library-tree :is(.tree-toggle, a.row-link), .search-names a, .search-hits li a'

/** Focuses a result; false if there is none. */
export function moveToResult(index: number): boolean {
  const result = document.querySelectorAll<HTMLElement>(results).item(index)
  result?.focus()
  return result !== null
}

/** Arrow keys move between the results, and from the first one to the field. */
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

/** Kept in the history entry's state. In the address itself, the words would be sent to the server. */
export interface SearchHistoryState {
  words?: string
}

/** Stores the words in the history entry, so that back navigation restores the field and the results. */
export function saveSearchInHistory(words: string): void {
  const state: SearchHistoryState | null = history.state
  if ((state?.words ?? '') !== words) history.replaceState({ ...state, words }, '')
}
