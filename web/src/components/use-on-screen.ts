// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

type Listener = (onScreen: boolean) => void

const listeners = new WeakMap<Element, Listener>()

/** One for all: thousands of cards with an observer each would cost as much as the cards. */
let observer: IntersectionObserver | undefined

function hear(entries: IntersectionObserverEntry[]): void {
  // Of an element that came and went meanwhile the last entry holds.
  for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting)
}

/** Tells when the element comes near the visible part of the page, and when it leaves. */
export function useOnScreen<E extends Element>(onChange: Listener): RefObject<E> {
  const element = useRef<E>(null)
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => {
    const { current } = element
    if (!current) return
    observer ??= new IntersectionObserver(hear, { rootMargin: '200px' })
    listeners.set(current, (onScreen) => latest.current(onScreen))
    observer.observe(current)
    return () => {
      observer?.unobserve(current)
      listeners.delete(current)
      latest.current(false)
    }
  }, [])
  return element
}
