// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useRef } from 'preact/hooks'
import { type ChosenLine, type LineHighlight, lineHandlers, scrollWithin } from './line-highlight.ts'
import type { PlacedLine, Rect } from './sheet-layout.ts'

interface ReadLayerProps {
  lines: readonly PlacedLine[]
  lit: LineHighlight
}

/**
 * The transcription as invisible text over the handwriting, for selecting and copying. Each line is highlighted
 * together with its line of the text beside the page, which is also the one for screen readers and the keyboard.
 */
export function TranscriptionLayer({ lines, lit }: ReadLayerProps) {
  return (
    <div class="typed-layer read-layer" aria-hidden="true">
      {lines.map((placed) => (
        <Line key={placed.line} placed={placed} lit={lit} />
      ))}
    </div>
  )
}

function Line({ placed: { line, text, place }, lit }: { placed: PlacedLine; lit: LineHighlight }) {
  const element = useRef<HTMLSpanElement>(null)
  const chosen = lit.chosen.value
  const isPointed = lit.pointed.value === line
  useEffect(() => {
    if (element.current && chosen?.line === line) show(element.current, chosen.from)
  }, [chosen])
  useEffect(() => {
    // Keyboard only: the page must not scroll away under a hovering mouse.
    if (element.current && isPointed && document.activeElement?.matches('.read-line:focus-visible'))
      scrollWithin(element.current, element.current.closest('.stage'))
  }, [isPointed])
  return (
    <p>
      <span ref={element} class={lit.classOf(line)} style={styleOf(place)} {...lineHandlers(lit, line, 'ink')}>
        {text}
      </span>
    </p>
  )
}

function show(element: HTMLElement, from: ChosenLine['from']): void {
  if (from === 'ink') return
  scrollWithin(element, element.closest('.stage'))
  // On a phone the page is above its text, so the window has to scroll.
  if (from === 'text') element.scrollIntoView({ block: 'nearest' })
}

/** Font size relative to the line's height, most of which the letters take. */
const letterShare = 0.7

function styleOf({ x, y, width, height }: Rect) {
  const units = (value: number) => `calc(var(--unit) * ${value})`
  return {
    left: units(x),
    top: units(y),
    width: units(width),
    height: units(height),
    fontSize: units(height * letterShare),
  }
}
