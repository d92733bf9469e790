// SPDX-License-Identifier: AGPL-3.0-or-later
// Files that are pasted into the editor or dropped on it. Elsewhere on the page they would be notebooks for the library,
// so these events don't get there.
import type { EditorView } from '@codemirror/view'

const filesOf = (transfer: DataTransfer | null) => Array.from(transfer?.files ?? [])

const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false

/** The page says where dragged files go until it hears that they left. */
function endDraggingOverPage(): void {
  window.dispatchEvent(new Event('dragleave'))
}

/** `taker`: what takes the files, if anything does now. */
export function fileHandlers(taker: () => ((files: File[]) => void) | undefined) {
  const onDragged = (event: DragEvent) => {
    if (!taker() || !hasFiles(event.dataTransfer)) return false
    event.preventDefault()
    event.stopPropagation()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    endDraggingOverPage()
    return true
  }
  return {
    dragenter: onDragged,
    dragover: onDragged,
    drop: (event: DragEvent, view: EditorView) => {
      if (!onDragged(event)) return false
      const position = view.posAtCoords({ x: event.clientX, y: event.clientY })
      if (position !== null) view.dispatch({ selection: { anchor: position } })
      view.focus()
      taker()?.(filesOf(event.dataTransfer))
      return true
    },
    paste: (event: ClipboardEvent) => {
      const take = taker()
      const files = filesOf(event.clipboardData)
      if (!take || files.length === 0) return false
      event.stopPropagation()
      // Office programs add a picture of the text that was copied.
      if (event.clipboardData?.types.includes('text/plain')) return false
      event.preventDefault()
      take(files)
      return true
    },
  }
}
