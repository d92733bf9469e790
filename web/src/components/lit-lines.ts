// SPDX-License-Identifier: AGPL-3.0-or-later
// The line of a transcription that is shown on the page, and the same line of the page in the transcription.
import { signal } from '@preact/signals'

export interface ChosenLine {
  line: number
  /** Where it was chosen: the other side comes into view. */
  from: 'text' | 'ink' | 'search'
}

/** Lines are named by their position among those of the page. */
export class LitLines {
  /** What the pointer or the focus is on. */
  readonly pointed = signal<number | null>(null)
  /** The line that was clicked: it stays lit. */
  readonly chosen = signal<ChosenLine | null>(null)

  point(line: number): void {
    this.pointed.value = line
  }

  /** Nothing happens if something else is pointed at by now. */
  leave(line: number): void {
    if (this.pointed.peek() === line) this.pointed.value = null
  }

  choose(line: number, from: ChosenLine['from']): void {
    this.chosen.value = { line, from }
    // After a tap the focus stays where it was.
    this.pointed.value = null
  }

  /** Choosing the chosen line again ends it: a touch screen has no Escape. */
  toggle(line: number, from: ChosenLine['from']): void {
    if (this.chosen.peek()?.line === line) this.clear()
    else this.choose(line, from)
  }

  /** False when no line was chosen. */
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

/** What a line does with pointers on either side. A tap points at nothing: it chooses. */
export function lineHandlers(lit: LitLines, line: number, from: 'text' | 'ink') {
  return {
    onPointerEnter: ({ pointerType }: PointerEvent) => pointerType !== 'touch' && lit.point(line),
    onPointerLeave: () => lit.leave(line),
    onClick: () => {
      // Whoever selects words to copy them chooses no line.
      if (getSelection()?.isCollapsed !== false) lit.toggle(line, from)
    },
  }
}

const marginPx = 24

/** Scrolls only the box that holds the element, and no more than needed. */
export function scrollWithin(element: Element, box: Element | null): void {
  if (!box) return
  const inner = element.getBoundingClientRect()
  const outer = box.getBoundingClientRect()
  box.scrollTop += missing(inner.top - marginPx, inner.bottom + marginPx, outer.top, outer.bottom)
  box.scrollLeft += missing(inner.left - marginPx, inner.right + marginPx, outer.left, outer.right)
}

/** How far a stretch has to move to be seen; its beginning counts if it is too long. */
function missing(start: number, end: number, from: number, to: number): number {
  if (start < from || end - start > to - from) return start - from
  return Math.max(0, end - to)
}
