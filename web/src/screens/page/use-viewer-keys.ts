// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ReadonlySignal } from '@preact/signals'
import { useActions } from '../../components/controls/use-actions.ts'
import type { LineHighlight } from '../../components/sheet/line-highlight.ts'
import type { Zoom } from '../../components/sheet/zoom.ts'
import { prefer, preferences } from '../../data/library/preferences.ts'

interface Viewer {
  zoom: ReadonlySignal<Zoom>
  number: number
  count: number
  /** `number` may be out of range. */
  goTo: (number: number) => void
  zoomTo: (zoom: Zoom) => void
  zoomBy: (direction: 1 | -1) => void
  leave: () => void
  lit: LineHighlight
}

/** Keyboard shortcuts of the viewer: page turning, zoom, and panel. */
export function useViewerKeys({ zoom, number, count, goTo, zoomTo, zoomBy, leave, lit }: Viewer): void {
  // Arrow keys pan a page that is larger than its viewport, and turn pages otherwise.
  useActions('zoomedPage', zoom.value === 'fit' ? null : { scrollBy })
  useActions('chosenLine', { clear: () => lit.clear() })
  useActions('page', {
    turnBy: (step) => goTo(number + step),
    turnTo: (end) => goTo(end === 'first' ? 1 : count),
    leave,
  })
  useActions('pageTools', { zoomBy, zoomTo, toggle: (part) => prefer({ [part]: !preferences.value[part] }) })
}

function scrollBy(across: number, down: number): boolean {
  const stage = document.querySelector('.stage')
  if (!stage || (across !== 0 && stage.scrollWidth <= stage.clientWidth)) return false
  stage.scrollBy(across, down)
  return true
}
