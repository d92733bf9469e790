// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect } from 'preact/hooks'
import { useLocationProperty } from 'wouter-preact/use-browser-location'

/**
 * Leads to the heading that the address names behind its `#`. The browser does this by itself, but only where the
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
