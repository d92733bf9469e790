// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useRef } from 'preact/hooks'

/** By `KeyboardEvent.key`. Returning false leaves the key to the browser. */
export type Shortcuts = Record<string, (event: KeyboardEvent) => unknown>

const typing = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'

/** Keys that work anywhere on the screen, but never while typing, in a dialog or in an open menu. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest(`${typing}, dialog, details[open].menu`)) return
      const act = latest.current[event.key]
      if (act && act(event) !== false) event.preventDefault()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}
