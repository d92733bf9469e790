// SPDX-License-Identifier: AGPL-3.0-or-later
// Long lists grow in pieces while a person scrolls, so that no list is too long to show.
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Divided by every number of columns that a list may have: each piece fills its rows. */
export const inPiece = 12
/** How far below the visible part the next piece is made. */
const ahead = '1500px'

interface Shown {
  list: string
  count: number
}

/** How far lists were shown when their screens closed, newest last. */
const left = new Map<string, { count: number; height: number }>()
const mostLeft = 50

export interface Pieces<List extends Element> {
  /** How many of `total` to show. */
  count: number
  /** For the list. */
  list: RefObject<List>
  /** Of the list that was left here: going back, the browser finds its place in it before all is there again. */
  height: number
  /** For an element below the list. */
  end: RefObject<HTMLDivElement>
}

/** Another `name` is another list, which begins with its first piece. */
export function usePieces<List extends HTMLElement>(name: string, total: number): Pieces<List> {
  const [shown, setShown] = useState<Shown>({ list: name, count: inPiece })
  const [before] = useState(() => ({ name, ...left.get(name) }))
  const list = useRef<List>(null)
  const end = useRef<HTMLDivElement>(null)
  const count = Math.min(shown.list === name ? shown.count : inPiece, total)
  const isComplete = count === total
  const isReturning = before.name === name && count < Math.min(before.count ?? 0, total)
  useEffect(() => {
    if (isComplete || !end.current) return
    const more = () => setShown({ list: name, count: count + inPiece })
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
      for (const oldest of left.keys()) if (left.size > mostLeft) left.delete(oldest)
    },
    [],
  )
  return { count, list, height: isReturning ? (before.height ?? 0) : 0, end }
}
