// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useRef } from 'preact/hooks'
import { type LitLines, lineHandlers, scrollWithin } from './lit-lines.ts'
import type { PlacedLine, Rect } from './sheet-places.ts'

interface ReadLayerProps {
  lines: readonly PlacedLine[]
  lit: LitLines
}

/**
 * What was transcribed, over the handwriting: not seen, but selected and copied, and lit with its line of the text. It is
 * read out beside the page, and that is where the keyboard reaches it.
 */
export function ReadLayer({ lines, lit }: ReadLayerProps) {
  return (
    <div class="typed-layer read-layer" aria-hidden="true">
      {lines.map((placed) => (
        <Line key={placed.line} placed={placed} lit={lit} />
      ))}
    </div>
  )
}

function Line({ placed: { line, text, place }, lit }: { placed: PlacedLine; lit: LitLines }) {
  const element = useRef<HTMLSpanElement>(null)
  const chosen = lit.chosen.value
  const isPointed = lit.pointed.value === line
  useEffect(() => {
    if (element.current && chosen?.line === line) show(element.current, chosen.from)
  }, [chosen])
  useEffect(() => {
    // By the keyboard: a mouse does not move what it points at.
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

function show(element: HTMLElement, from: 'text' | 'ink' | 'search'): void {
  if (from === 'ink') return
  scrollWithin(element, element.closest('.stage'))
  // On a phone the page is above its text.
  if (from === 'text') element.scrollIntoView({ block: 'nearest' })
}

/** Letters take the larger part of a line's height. */
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
