// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

type Listener = (onScreen: boolean) => void

const listeners = new WeakMap<Element, Listener>()

/** Shared by all elements: one observer for each of thousands of cards would cost as much as the cards. */
let observer: IntersectionObserver | undefined

function hear(entries: IntersectionObserverEntry[]): void {
  // An element that came and went meanwhile has several entries; the last one is the current state.
  for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting)
}

/** Calls `onChange` when the element comes near the viewport, and when it leaves or unmounts. */
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
