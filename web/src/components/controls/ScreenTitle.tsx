// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

/** The screen's only `h1`. Sets the document title, and takes the focus after navigation from another screen. */
export function ScreenTitle({ title, hidden = false }: { title: string; hidden?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – rMirror`
  }, [title])
  useLayoutEffect(() => {
    // On back navigation the browser restores the scroll position; otherwise a screen starts at its top.
    if (shownPath !== null && shownPath !== location.pathname && !goingBack) scrollTo(0, 0)
    goingBack = false
    // On the first load (`shownPath` is null) the browser's own focus is right.
    const focusLost = document.activeElement === document.body
    // A screen that loads late must not take the focus from the search field, and with it what the user types.
    const isSearching = document.activeElement?.matches('search input') ?? false
    if (shownPath !== null && (focusLost || (shownPath !== location.pathname && !isSearching)))
      heading.current?.focus({ preventScroll: true })
    shownPath = location.pathname
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} class={hidden ? 'visually-hidden' : 'screen-title'}>
      {title}
    </h1>
  )
}

let shownPath: string | null = null
let goingBack = false
addEventListener('popstate', () => {
  // Navigation within a screen, such as between filters, mounts no title that would reset the flag.
  goingBack = shownPath !== location.pathname
})
