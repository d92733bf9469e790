// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useRef } from 'preact/hooks'
import { useLocationProperty } from 'wouter-preact/use-browser-location'

/**
 * Scrolls to the heading named in the address's hash, and focuses it. The browser does this by itself, but only if the
 * heading was on the page before the address changed. A heading that is shown later is looked for when `shown` changes.
 */
export function useLinkedHeading(shown: unknown = null): void {
  const id = useLocationProperty(() => location.hash.slice(1))
  const done = useRef<string | null>(null)
  useEffect(() => {
    const heading = document.getElementById(id)
    if (!heading || done.current === id) return
    done.current = id
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
    heading.scrollIntoView()
  }, [id, shown])
}
