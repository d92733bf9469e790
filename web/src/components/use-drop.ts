// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

export interface DropHandlers {
  onDrop: (transfer: DataTransfer) => void
  onPaste: (files: File[]) => void
}

/** Files may be dropped anywhere on the page, or pasted. True while they hover over it. */
export function useDrop(handlers: DropHandlers): boolean {
  const [hovering, setHovering] = useState(false)
  const latest = useRef(handlers)
  latest.current = handlers
  // Before the screen is seen: a browser opens what is dropped on a page that does not listen.
  useLayoutEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setHovering(true)
    }
    const onLeave = (event: DragEvent) => {
      // Moving on to another element names it; leaving the page does not.
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
    // Where another element comes to lie below the files, the browser asks by this one whether it may drop them.
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
