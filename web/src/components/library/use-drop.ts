// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

export interface DropHandlers {
  onDrop: (transfer: DataTransfer) => void
  onPaste: (files: File[]) => void
}

/** Accepts files that are dropped anywhere on the page, or pasted. Returns true while files are dragged over it. */
export function useDrop(handlers: DropHandlers): boolean {
  const [hovering, setHovering] = useState(false)
  const latest = useRef(handlers)
  latest.current = handlers
  // A layout effect, before the screen is painted: without listeners the browser opens a dropped file itself.
  useLayoutEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setHovering(true)
    }
    const onLeave = (event: DragEvent) => {
      // Moving to another element sets `relatedTarget`; leaving the page doesn't.
      if (!event.relatedTarget) setHovering(false)
    }
    const onDrop = (event: DragEvent) => {
      setHovering(false)
      if (!hasFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      latest.current.onDrop(event.dataTransfer)
    }
    const onPaste = (event: ClipboardEvent) => {
      const files = Array.from(event.clipboardData?.files ?? [])
      if (files.length === 0) return
      event.preventDefault()
      latest.current.onPaste(files)
    }
    window.addEventListener('dragleave', onLeave)
    // If another element appears below the files, `dragenter` decides whether they may be dropped.
    window.addEventListener('dragenter', onOver)
    window.addEventListener('dragover', onOver)
    window.addEventListener('drop', onDrop)
    window.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('dragenter', onOver)
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('paste', onPaste)
    }
  }, [])
  return hovering
}
