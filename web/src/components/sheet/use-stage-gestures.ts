// SPDX-License-Identifier: AGPL-3.0-or-later
// Zooming with Ctrl and the wheel or with two fingers, panning by mouse. One finger scrolls natively.
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { clampZoom, type Zoom } from './zoom.ts'

interface Anchor {
  /** The point of the content that stays under the pointer, as fractions (0 to 1). */
  x: number
  y: number
  /** Position of the pointer in the stage, in CSS pixels. */
  left: number
  top: number
}

export function useStageGestures(stage: RefObject<HTMLElement>, zoom: number, onZoom: (zoom: Zoom) => void): void {
  const latest = useRef({ zoom, onZoom })
  latest.current = { zoom, onZoom }
  const anchor = useRef<Anchor | null>(null)

  // A layout effect runs after the page got its new size and before paint: it moves the anchor back under the pointer.
  useLayoutEffect(() => {
    const element = stage.current
    if (!element) return
    const { x, y, left, top } = anchor.current ?? centre(element)
    element.scrollLeft = x * element.scrollWidth - left
    element.scrollTop = y * element.scrollHeight - top
    anchor.current = null
  }, [zoom])

  useLayoutEffect(() => {
    const element = stage.current
    if (!element) return
    const zoomAt = (clientX: number, clientY: number, factor: number) => {
      const box = element.getBoundingClientRect()
      const left = clientX - box.left
      const top = clientY - box.top
      anchor.current = {
        x: (element.scrollLeft + left) / element.scrollWidth,
        y: (element.scrollTop + top) / element.scrollHeight,
        left,
        top,
      }
      latest.current.onZoom(clampZoom(latest.current.zoom * factor))
    }
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      // A mouse gives about 100 per notch, a trackpad's pinch only a few: clamping makes both feel even.
      const distance = Math.max(-50, Math.min(50, event.deltaY))
      zoomAt(event.clientX, event.clientY, Math.exp(-distance / 200))
    }
    const stopPinch = followPinch(element, zoomAt)
    const stopDrag = followDrag(element)
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      element.removeEventListener('wheel', onWheel)
      stopPinch()
      stopDrag()
    }
  }, [])
}

function centre(element: HTMLElement): Anchor {
  const { clientWidth, clientHeight, scrollLeft, scrollTop, scrollWidth, scrollHeight } = element
  return {
    x: (scrollLeft + clientWidth / 2) / scrollWidth,
    y: (scrollTop + clientHeight / 2) / scrollHeight,
    left: clientWidth / 2,
    top: clientHeight / 2,
  }
}

function followPinch(element: HTMLElement, zoomAt: (x: number, y: number, factor: number) => void): () => void {
  let before = 0
  const onTouch = (event: TouchEvent) => {
    const [first, second] = [event.touches[0], event.touches[1]]
    if (!first || !second) {
      before = 0
      return
    }
    event.preventDefault()
    const distance = Math.hypot(first.clientX - second.clientX, first.clientY - second.clientY)
    if (before > 0)
      zoomAt((first.clientX + second.clientX) / 2, (first.clientY + second.clientY) / 2, distance / before)
    before = distance
  }
  const kinds = ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const
  for (const kind of kinds) element.addEventListener(kind, onTouch, { passive: false })
  return () => {
    for (const kind of kinds) element.removeEventListener(kind, onTouch)
  }
}

function followDrag(element: HTMLElement): () => void {
  const onDown = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return
    // On text, dragging selects.
    if (event.target instanceof Element && event.target.closest('.typed-layer span')) return
    element.setPointerCapture(event.pointerId)
    element.classList.add('stage-dragging')
  }
  const onMove = (event: PointerEvent) => {
    if (!element.hasPointerCapture(event.pointerId)) return
    element.scrollBy(-event.movementX, -event.movementY)
  }
  const onUp = () => element.classList.remove('stage-dragging')
  element.addEventListener('pointerdown', onDown)
  element.addEventListener('pointermove', onMove)
  element.addEventListener('lostpointercapture', onUp)
  return () => {
    element.removeEventListener('pointerdown', onDown)
    element.removeEventListener('pointermove', onMove)
    element.removeEventListener('lostpointercapture', onUp)
  }
}
