// SPDX-License-Identifier: AGPL-3.0-or-later
// Highlights a line of the transcription and its place on the page together.
import { signal } from '@preact/signals'

export interface ChosenLine {
  line: number
  /** Where it was chosen; the other side is scrolled into view. An editor keeps its place in the window. */
  from: 'text' | 'ink' | 'search' | 'editor'
}

/** The hovered and the chosen line. Lines are identified by their index among those of the page. */
export class LineHighlight {
  /** The line that is hovered or has the focus. */
  readonly pointed = signal<number | null>(null)
  /** The line that was clicked or found by a search; it stays highlighted. */
  readonly chosen = signal<ChosenLine | null>(null)

  point(line: number): void {
    this.pointed.value = line
  }

  /** Does nothing if another line is pointed at by now. */
  leave(line: number): void {
    if (this.pointed.peek() === line) this.pointed.value = null
  }

  choose(line: number, from: ChosenLine['from']): void {
    this.chosen.value = { line, from }
    // After a tap the focus stays on the previous line, which must not stay highlighted.
    this.pointed.value = null
  }

  /** Choosing the chosen line again clears it, because a touch screen has no Escape key. */
  toggle(line: number, from: ChosenLine['from']): void {
    if (this.chosen.peek()?.line === line) this.clear()
    else this.choose(line, from)
  }

  /** Returns false if no line was chosen. */
  clear(): boolean {
    if (this.chosen.peek() === null) return false
    this.chosen.value = null
    this.pointed.value = null
    return true
  }

  classOf(line: number): string {
    if (this.chosen.value?.line === line) return 'line-chosen'
    return this.pointed.value === line ? 'line-pointed' : ''
  }
}

/** Pointer handlers for a line on either side. Touch doesn't hover: a tap chooses. */
export function lineHandlers(lit: LineHighlight, line: number, from: 'text' | 'ink') {
  return {
    onPointerEnter: ({ pointerType }: PointerEvent) => pointerType !== 'touch' && lit.point(line),
    onPointerLeave: () => lit.leave(line),
    onClick: () => {
      // Selecting words in order to copy them doesn't choose the line.
      if (getSelection()?.isCollapsed !== false) lit.toggle(line, from)
    },
  }
}

const marginPx = 24

/** Scrolls `box`, and none of its ancestors, only as far as needed to show the element. */
export function scrollWithin(element: Element, box: Element | null): void {
  if (!box) return
  const inner = element.getBoundingClientRect()
  const outer = box.getBoundingClientRect()
  box.scrollTop += missing(inner.top - marginPx, inner.bottom + marginPx, outer.top, outer.bottom)
  box.scrollLeft += missing(inner.left - marginPx, inner.right + marginPx, outer.left, outer.right)
}

/** How far to scroll so that start..end is within from..to; if it is too long, its start is aligned. */
function missing(start: number, end: number, from: number, to: number): number {
  if (start < from || end - start > to - from) return start - from
  return Math.max(0, end - to)
}
