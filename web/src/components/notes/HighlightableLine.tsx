// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren, RefObject, TargetedKeyboardEvent } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { perform } from '../../shell/actions.ts'
import { type LineHighlight, lineHandlers, scrollWithin } from '../sheet/line-highlight.ts'

interface LitLineProps {
  line: number
  lit: LineHighlight
  /** For what has no words of its own. */
  label?: string | undefined
  children: ComponentChildren
}

/** Transcribed line whose place on the page is highlighted while it is hovered or focused, and after it was chosen. */
export function HighlightableLine({ line, lit, label, children }: LitLineProps) {
  const element = useRef<HTMLSpanElement>(null)
  const chosen = lit.chosen.value
  useEffect(() => {
    if (!element.current || chosen?.line !== line || chosen.from === 'text') return
    scrollWithin(element.current, element.current.closest('.viewer-panel'))
    // On a phone the text is below the page, so the window has to scroll.
    if (chosen.from === 'ink') element.current.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    // biome-ignore lint/a11y/useSemanticElements: words of a <button> can be neither selected nor broken into lines.
    <span
      ref={element}
      class={`read-line ${lit.classOf(line)}`}
      role="button"
      tabIndex={-1}
      aria-pressed={chosen?.line === line}
      {...(label !== undefined && { 'aria-label': label })}
      {...lineHandlers(lit, line, 'text')}
      onFocus={() => lit.point(line)}
      onBlur={() => lit.leave(line)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        lit.toggle(line, 'text')
      }}
    >
      {children}
    </span>
  )
}

/** Roving tabindex: Tab reaches only the line that was focused last, or the first. Arrow keys reach the others. */
export function useOneTabStop(text: RefObject<HTMLElement>): void {
  useLayoutEffect(() => {
    const lines = linesIn(text.current)
    if (!lines.some(({ tabIndex }) => tabIndex === 0)) stopAt(lines[0], lines)
  })
}

export function moveAmongLines(event: TargetedKeyboardEvent<HTMLElement>): void {
  const lines = linesIn(event.currentTarget)
  const at = lines.indexOf(event.target as HTMLElement)
  if (at < 0) return
  const moveBy = (step: 1 | -1) => {
    const next = lines[at + step]
    stopAt(next, lines)
    next?.focus()
  }
  if (perform('lines', { moveBy }, event.key)) event.preventDefault()
}

function stopAt(stop: HTMLElement | undefined, lines: HTMLElement[]): void {
  if (stop) for (const line of lines) line.tabIndex = line === stop ? 0 : -1
}

function linesIn(text: Element | null): HTMLElement[] {
  return [...(text?.querySelectorAll<HTMLElement>('.read-line') ?? [])]
}
