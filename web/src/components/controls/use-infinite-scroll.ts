// SPDX-License-Identifier: AGPL-3.0-or-later
// Infinite scrolling: long lists are rendered in batches while the user scrolls.
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Batch size: a multiple of every possible number of columns, so that each batch fills its rows. */
export const batchSize = 12
/** How close to the viewport the end of the list has to come for the next batch. */
const ahead = '1500px'

interface Shown {
  list: string
  count: number
}

/** How far lists were rendered when their screens unmounted, newest last; at most `maxRemembered` of them. */
const left = new Map<string, { count: number; height: number }>()
const maxRemembered = 50

export interface Pieces<List extends Element> {
  /** How many of `total` items to render. */
  count: number
  /** Ref of the list. */
  list: RefObject<List>
  /**
   * Minimum height of the list in CSS pixels. On back navigation it is the height that the list had, so that the
   * browser can restore the scroll position before all items are rendered again; otherwise 0.
   */
  height: number
  /** Ref of an element below the list. */
  end: RefObject<HTMLDivElement>
}

/** `name` identifies the list: another one starts with its first batch. */
export function useInfiniteScroll<List extends HTMLElement>(name: string, total: number): Pieces<List> {
  const [shown, setShown] = useState<Shown>({ list: name, count: batchSize })
  const [before] = useState(() => ({ name, ...left.get(name) }))
  const list = useRef<List>(null)
  const end = useRef<HTMLDivElement>(null)
  const count = Math.min(shown.list === name ? shown.count : batchSize, total)
  const isComplete = count === total
  const isReturning = before.name === name && count < Math.min(before.count ?? 0, total)
  useEffect(() => {
    if (isComplete || !end.current) return
    const more = () => setShown({ list: name, count: count + batchSize })
    if (isReturning) {
      const frame = requestAnimationFrame(more)
      return () => cancelAnimationFrame(frame)
    }
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && more(),
      { rootMargin: ahead },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [name, count, isComplete, isReturning])
  const latest = useRef({ name, count })
  latest.current = { name, count }
  useLayoutEffect(
    () => () => {
      left.delete(latest.current.name)
      left.set(latest.current.name, { count: latest.current.count, height: list.current?.offsetHeight ?? 0 })
      for (const oldest of left.keys()) if (left.size > maxRemembered) left.delete(oldest)
    },
    [],
  )
  return { count, list, height: isReturning ? (before.height ?? 0) : 0, end }
}
