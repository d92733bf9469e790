// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useStageGestures } from './use-stage-gestures.ts'
import { fitZoom, pictureSize, type Size, type Zoom } from './zoom.ts'

interface PageStageProps {
  /** Accessible name. */
  label: string
  /** Page units (1/227 inch). */
  size: Size
  zoom: Zoom
  onZoom: (zoom: Zoom) => void
  /** Called with the zoom that "fit" amounts to, whenever that changes. */
  onFit: (zoom: number) => void
  /** Error shown instead of the page. */
  problem?: ComponentChildren
  /** Renders the layers of the sheet. */
  children: (shown: ShownSheet) => ComponentChildren
}

export interface ShownSheet {
  /** The scroll container. */
  stage: RefObject<HTMLElement>
  /** Size of the whole page in device pixels. */
  picture: Size
}

/** Viewport for a page. Scrolls if the page is larger; zooming keeps the point under the pointer in place. */
export function PageViewport({ label, size, zoom, onZoom, onFit, problem, children }: PageStageProps) {
  const stage = useRef<HTMLElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<Size | null>(null)

  useLayoutEffect(() => {
    const element = stage.current
    if (!element) return
    const measure = () => {
      const style = getComputedStyle(element)
      const across = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight)
      const down = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom)
      // As if there were no scroll bars (`offsetWidth` includes them), because "fit" never has any.
      setRoom({ width: element.offsetWidth - across, height: element.offsetHeight - down })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const fit = room ? fitZoom(size, room) : 0
  useEffect(() => {
    if (fit > 0) onFit(fit)
  }, [fit])

  const shown = zoom === 'fit' ? fit : zoom
  useStageGestures(stage, shown, onZoom)
  // A whole number of device pixels, so that the picture's pixels coincide with them.
  const ratio = devicePixelRatio
  const picture = pictureSize(size, shown, ratio)
  useLayoutEffect(() => {
    if (sheet.current && stage.current) snapToPixels(sheet.current, stage.current)
  }, [picture.width, picture.height, room])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section ref={stage} class={`stage ${zoom === 'fit' ? 'stage-fit' : ''}`} tabIndex={0} aria-label={label}>
      {problem}
      {room && !problem && (
        <div
          ref={sheet}
          class="stage-page"
          style={{
            width: `${picture.width / ratio}px`,
            height: `${picture.height / ratio}px`,
            '--unit': `${picture.width / ratio / size.width}px`,
          }}
        >
          {children({ stage, picture })}
        </div>
      )}
    </section>
  )
}

/** Centring and margins yield fractional positions, for which browsers would round each tile separately. */
function snapToPixels(sheet: HTMLElement, stage: HTMLElement): void {
  sheet.style.left = '0px'
  sheet.style.top = '0px'
  const { left, top } = sheet.getBoundingClientRect()
  const missing = (place: number) => `${Math.round(place) - place}px`
  sheet.style.left = missing(left + stage.scrollLeft)
  sheet.style.top = missing(top + stage.scrollTop)
}
