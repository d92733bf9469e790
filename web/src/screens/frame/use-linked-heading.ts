// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect } from 'preact/hooks'
import { useLocationProperty } from 'wouter-preact/use-browser-location'

/**
 * Scrolls to the heading named in the address's hash, and focuses it. The browser does this by itself, but only if the
 * heading was on the page before the address changed.
 */
export function useLinkedHeading(): void {
  const id = useLocationProperty(() => location.hash.slice(1))
  useEffect(() => {
    const heading = document.getElementById(id)
    if (!heading) return
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
    heading.scrollIntoView()
  }, [id])
}
