// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** Tells when the element comes near the visible part of the page, and when it leaves. */
export function useOnScreen<E extends Element>(onChange: (onScreen: boolean) => void): RefObject<E> {
  const element = useRef<E>(null)
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => {
    if (!element.current) return
    const observer = new IntersectionObserver(
      (entries) => latest.current(entries.some((entry) => entry.isIntersecting)),
      { rootMargin: '200px' },
    )
    observer.observe(element.current)
    return () => {
      observer.disconnect()
      latest.current(false)
    }
  }, [])
  return element
}
