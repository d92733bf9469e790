// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import {
  type ActionName,
  type ActionPlace,
  actions,
  type Contexts,
  keyName,
  keyShortcuts,
  perform,
} from '../../shell/actions.ts'

const typing = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'

/**
 * Handles the keys of a place's actions anywhere on the screen, except while the user types and in dialogs and open
 * menus. If the actions of two places share a key, the place whose hook is called first in a component gets it first.
 * A null context disables the keys.
 */
export function useActions<P extends ActionPlace>(place: P, context: Contexts[P] | null): void {
  const latest = useRef(context)
  latest.current = context
  // A layout effect runs before the screen is painted, so no key press is lost.
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest(`${typing}, dialog, details[open].menu`)) return
      if (latest.current && perform(place, latest.current, event.key)) event.preventDefault()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}

/** Attributes for a button with text that does the same: tooltip with the first key, all keys for screen readers. */
export function keyOf(name: ActionName) {
  const [key = ''] = actions[name].keys
  return { title: `${t(actions[name].text)} (${keyName(key)})`, 'aria-keyshortcuts': keyShortcuts(name) }
}

/** The same for a button without text, which also gets an accessible name. */
export function buttonOf(name: ActionName, label = t(actions[name].text)) {
  return { 'aria-label': label, ...keyOf(name) }
}
