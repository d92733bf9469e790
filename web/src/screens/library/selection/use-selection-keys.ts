// SPDX-License-Identifier: AGPL-3.0-or-later
// Selecting notebooks by keyboard: entering or leaving selection mode keeps the focus on the same notebook.
import { useComputed } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { boxName } from '../../../components/controls/LinkOrCheckbox.tsx'
import { useActions } from '../../../components/controls/use-actions.ts'
import type { NotebookSelection } from './notebook-selection.ts'

export function useSelectionKeys(selection: NotebookSelection, canSelect: boolean): void {
  const isSelecting = useComputed(() => selection.chosen.value !== null).value
  const left = useRef<string | null>(null)
  useActions('library', canSelect && !isSelecting ? { startSelecting: () => selection.start() } : null)
  useLayoutEffect(() => {
    const remember = (event: FocusEvent) => {
      left.current = notebookAt(event.target) ?? left.current
    }
    document.addEventListener('focusin', remember)
    return () => document.removeEventListener('focusin', remember)
  }, [])
  const wasSelecting = useRef(isSelecting)
  // Not a layout effect: the notebooks may be rendered after this component.
  useEffect(() => {
    if (wasSelecting.current === isSelecting) return
    wasSelecting.current = isSelecting
    // The focused element was replaced; only then does the body have the focus.
    if (document.activeElement && document.activeElement !== document.body) return
    const all = isSelecting ? boxes() : links()
    const same = all.find((each) => notebookAt(each) === left.current)
    const next = same ?? all[0]
    next?.focus({ preventScroll: next !== same })
  }, [isSelecting])
}

const boxes = () => [...document.querySelectorAll<HTMLElement>(`input[name="${boxName}"]`)]
const links = () => [...document.querySelectorAll<HTMLElement>('a:is(.card-link, .row-link)')]

/** Uuid of the notebook that a link leads to, or a checkbox belongs to. */
function notebookAt(target: EventTarget | null): string | null {
  if (target instanceof HTMLInputElement && target.name === boxName) return target.value
  const path = target instanceof HTMLAnchorElement ? target.getAttribute('href') : null
  return path?.match(/^\/notebooks\/([^/]+)$/)?.[1] ?? null
}
