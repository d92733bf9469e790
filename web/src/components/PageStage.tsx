// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { TextLayer } from '../render/protocol.ts'
import { TypedLayer } from './TypedLayer.tsx'
import { useStageGestures } from './use-stage-gestures.ts'
import { cssPixelsPerUnit, fitZoom, type Size, type Zoom } from './zoom.ts'

interface PageStageProps {
  /** What a screen reader says. */
  label: string
  /** Page units. */
  size: Size
  /** Addresses of pictures. */
  picture: string | null
  /** Typed text, to be selected. */
  text: TextLayer | null
  zoom: Zoom
  onZoom: (zoom: Zoom) => void
  /** The zoom that "fit" means now, whenever it changes. */
  onFit: (zoom: number) => void
  children?: preact.ComponentChildren
}

/** The desk a page lies on: it scrolls when the page is larger, and the point under the pointer stays where it is. */
export function PageStage({ label, size, picture, text, zoom, onZoom, onFit, children }: PageStageProps) {
  const stage = useRef<HTMLElement>(null)
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
  const width = size.width * cssPixelsPerUnit * shown
  const height = size.height * cssPixelsPerUnit * shown
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section ref={stage} class={`stage ${zoom === 'fit' ? 'stage-fit' : ''}`} tabIndex={0} aria-label={label}>
      {children}
      {room && !children && (
        <div
          class="stage-page"
          style={{ width: `${width}px`, height: `${height}px`, '--unit': `${cssPixelsPerUnit * shown}px` }}
        >
          {picture && <img src={picture} alt={label} draggable={false} />}
          {text && <TypedLayer layer={text} />}
        </div>
      )}
    </section>
  )
}
