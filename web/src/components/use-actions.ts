// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../i18n/index.ts'
import {
  type ActionName,
  type ActionPlace,
  actions,
  type Contexts,
  keyName,
  keyShortcuts,
  perform,
} from '../shell/actions.ts'

const typing = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'

/**
 * Hears the keys of a place anywhere on the screen, but never while typing, in a dialog or in an open menu. Of two places
 * whose actions share a key, the one that is named first in a component goes first. Nothing is heard where the context is
 * null.
 */
export function useActions<P extends ActionPlace>(place: P, context: Contexts[P] | null): void {
  const latest = useRef(context)
  latest.current = context
  // Before the screen is seen, so that no key is lost.
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

/** For a button with words that does the same: the first of its keys to be seen, all to be read out. */
export function keyOf(name: ActionName) {
  const [key = ''] = actions[name].keys
  return { title: `${t(actions[name].text)} (${keyName(key)})`, 'aria-keyshortcuts': keyShortcuts(name) }
}

/** The same for a button without words, which gets a name. */
export function buttonOf(name: ActionName, label = t(actions[name].text)) {
  return { 'aria-label': label, ...keyOf(name) }
}
