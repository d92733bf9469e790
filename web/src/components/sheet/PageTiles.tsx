// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { type DrawTile, type PixelBox, TileLayer } from './tile-layer.ts'
import type { Size } from './zoom.ts'

/** Side length of a tile in CSS pixels. */
const tileSide = 512

interface PageTilesProps {
  /** The scroll container. */
  stage: RefObject<HTMLElement>
  /** Size of the whole picture in device pixels; null: no tiles are needed. */
  picture: Size | null
  draw: DrawTile
}

/** Renders the visible tiles of a page's picture over its whole area. */
export function PageTiles({ stage, picture, draw }: PageTilesProps) {
  const host = useRef<HTMLDivElement>(null)
  const desk = useRef<TileLayer | null>(null)

  useLayoutEffect(() => {
    if (!host.current) return
    const made = new TileLayer(host.current, tileSide * Math.ceil(devicePixelRatio), devicePixelRatio, draw)
    desk.current = made
    return () => made.clear()
  }, [draw])

  useEffect(() => {
    const look = () => {
      if (host.current && stage.current) desk.current?.show(picture, seenOf(host.current, stage.current, picture))
    }
    let frame = 0
    const later = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(look)
    }
    look()
    const observer = new ResizeObserver(later)
    if (stage.current) observer.observe(stage.current)
    // `scroll` events don't bubble, but capturing gets those of the stage and of the page around it.
    document.addEventListener('scroll', later, { capture: true, passive: true })
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
      document.removeEventListener('scroll', later, { capture: true })
    }
  }, [draw, picture?.width, picture?.height])

  return <div ref={host} class="tile-host" aria-hidden="true" />
}

/** The part of the picture inside both the stage and the window, in picture pixels. */
function seenOf(host: HTMLElement, stage: HTMLElement, picture: Size | null): PixelBox {
  const page = host.getBoundingClientRect()
  const room = stage.getBoundingClientRect()
  const left = Math.max(page.left, room.left, 0)
  const top = Math.max(page.top, room.top, 0)
  const right = Math.min(page.right, room.right, innerWidth)
  const bottom = Math.min(page.bottom, room.bottom, innerHeight)
  const scale = (picture?.width ?? 0) / page.width
  return {
    left: (left - page.left) * scale,
    top: (top - page.top) * scale,
    width: Math.max(0, right - left) * scale,
    height: Math.max(0, bottom - top) * scale,
  }
}
