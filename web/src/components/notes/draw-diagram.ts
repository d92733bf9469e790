// SPDX-License-Identifier: AGPL-3.0-or-later
// Has diagrams drawn by /diagrams.html, in a frame that nobody sees and that the first diagram opens.

/** An SVG document; null if Mermaid doesn't accept the source. */
export type DrawDiagram = (source: string) => Promise<string | null>

declare global {
  interface Window {
    /** In the frame. */
    drawDiagram?: DrawDiagram
  }
}

let opened: Promise<DrawDiagram | null> | null = null
/** One after the other, because Mermaid draws one at a time. */
let last: Promise<unknown> = Promise.resolve()

/** An SVG document; null if Mermaid doesn't accept the source, or isn't there. */
export function drawDiagram(source: string): Promise<string | null> {
  const drawn = last.then(async () => {
    opened ??= openFrame()
    const draw = await opened
    // Offline, for example; the next diagram tries again.
    if (!draw) opened = null
    return draw ? draw(source) : null
  })
  last = drawn.catch(() => undefined)
  return drawn
}

function openFrame(): Promise<DrawDiagram | null> {
  const frame = document.createElement('iframe')
  frame.className = 'diagram-frame'
  frame.src = '/diagrams.html'
  frame.tabIndex = -1
  frame.setAttribute('aria-hidden', 'true')
  return new Promise((resolve) => {
    frame.addEventListener('load', () => {
      const draw = frame.contentWindow?.drawDiagram ?? null
      if (!draw) frame.remove()
      resolve(draw)
    })
    document.body.append(frame)
  })
}
