// SPDX-License-Identifier: AGPL-3.0-or-later
// Selecting notebooks by keyboard: whoever begins or ends it stays at the notebook they were at.
import { useComputed } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { boxName } from '../components/LinkOrChoice.tsx'
import { useActions } from '../components/use-actions.ts'
import type { NotebookSelection } from './notebook-selection.ts'

export function useSelectionKeys(selection: NotebookSelection, canSelect: boolean): void {
  const isSelecting = useComputed(() => selection.chosen.value !== null).value
  const left = useRef<string | null>(null)
  useActions('library', canSelect && !isSelecting ? { startSelecting: () => selection.start() } : null)
  useEffect(() => {
    const remember = (event: FocusEvent) => {
      left.current = notebookAt(event.target) ?? left.current
    }
    document.addEventListener('focusin', remember)
    return () => document.removeEventListener('focusin', remember)
  }, [])
  const wasSelecting = useRef(isSelecting)
  useEffect(() => {
    if (wasSelecting.current === isSelecting) return
    wasSelecting.current = isSelecting
    // What had the focus is gone.
    if (document.activeElement && document.activeElement !== document.body) return
    const all = isSelecting ? boxes() : links()
    const same = all.find((each) => notebookAt(each) === left.current)
    const next = same ?? all[0]
    next?.focus({ preventScroll: next !== same })
  }, [isSelecting])
}

const boxes = () => [...document.querySelectorAll<HTMLElement>(`input[name="${boxName}"]`)]
const links = () => [...document.querySelectorAll<HTMLElement>('a:is(.card-link, .row-link)')]

/** The uuid of the notebook that a link leads to, or a box is of. */
function notebookAt(target: EventTarget | null): string | null {
  if (target instanceof HTMLInputElement && target.name === boxName) return target.value
  const path = target instanceof HTMLAnchorElement ? target.getAttribute('href') : null
  return path?.match(/^\/notebooks\/([^/]+)$/)?.[1] ?? null
}
