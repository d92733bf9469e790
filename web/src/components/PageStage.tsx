// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useStageGestures } from './use-stage-gestures.ts'
import { fitZoom, pictureSize, type Size, type Zoom } from './zoom.ts'

interface PageStageProps {
  /** What a screen reader says. */
  label: string
  /** Page units. */
  size: Size
  zoom: Zoom
  onZoom: (zoom: Zoom) => void
  /** The zoom that "fit" means now, whenever it changes. */
  onFit: (zoom: number) => void
  /** In the place of the page: why it cannot be shown. */
  problem?: ComponentChildren
  /** What lies on the sheet. */
  children: (shown: ShownSheet) => ComponentChildren
}

export interface ShownSheet {
  /** What scrolls. */
  stage: RefObject<HTMLElement>
  /** The whole page in the screen's own pixels. */
  picture: Size
}

/** The desk a page lies on: it scrolls when the page is larger, and the point under the pointer stays where it is. */
export function PageStage({ label, size, zoom, onZoom, onFit, problem, children }: PageStageProps) {
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
      // Without the scroll bars, which "fit" never has.
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
  // A whole number of the screen's own pixels: the picture's pixels then fall on them.
  const ratio = devicePixelRatio
  const picture = pictureSize(size, shown, ratio)
  useLayoutEffect(() => {
    if (sheet.current && stage.current) layOnWholePixels(sheet.current, stage.current)
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

/** Centring and margins end between pixels, and browsers then shift each tile by itself. */
function layOnWholePixels(sheet: HTMLElement, stage: HTMLElement): void {
  sheet.style.left = '0px'
  sheet.style.top = '0px'
  const { left, top } = sheet.getBoundingClientRect()
  const missing = (place: number) => `${Math.round(place) - place}px`
  sheet.style.left = missing(left + stage.scrollLeft)
  sheet.style.top = missing(top + stage.scrollTop)
}
