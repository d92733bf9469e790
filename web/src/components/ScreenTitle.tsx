// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

/** The screen's one heading: it names the tab, and takes the focus when the screen follows another one. */
export function ScreenTitle({ title, hidden = false }: { title: string; hidden?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – rMirror`
  }, [title])
  useLayoutEffect(() => {
    // Going back, the browser finds the old place itself; everywhere else a screen begins at its top.
    if (shownPath !== null && shownPath !== location.pathname && !goingBack) scrollTo(0, 0)
    goingBack = false
    // On the first load the browser has the focus where it belongs.
    const focusLost = document.activeElement === document.body
    // A screen that came later than it was asked for must not take the next letters from the search.
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
  // Within a screen, as from one filter to another, no title is made that would forget it.
  goingBack = shownPath !== location.pathname
})
