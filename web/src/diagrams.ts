// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws Mermaid diagrams, in a frame of its own: Mermaid sets inline styles, which only this page's policy allows. It
// can load and send nothing.
import mermaid from 'mermaid'
import type { DrawDiagram } from './components/notes/draw-diagram.ts'

mermaid.initialize({
  startOnLoad: false,
  securityLevel: 'strict',
  suppressErrorRendering: true,
  maxTextSize: 20_000,
  maxEdges: 300,
  htmlLabels: false,
  fontFamily: 'system-ui, sans-serif',
  theme: 'neutral',
})

let count = 0

const draw: DrawDiagram = async (source) => {
  try {
    if (!(await mermaid.parse(source, { suppressErrors: true }))) return null
    const { svg } = await mermaid.render(`diagram-${++count}`, source)
    return documentOf(svg)
  } catch {
    // Mermaid throws errors of every kind, and leaves what it has drawn so far.
    document.body.replaceChildren()
    return null
  }
}

window.drawDiagram = draw

/** With its size, which an image needs, as well-formed XML. */
function documentOf(svg: string): string | null {
  const drawn = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg')
  const [, , width, height] = (drawn?.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number)
  if (!drawn || !(Number(width) > 0) || !(Number(height) > 0)) return null
  drawn.setAttribute('width', String(width))
  drawn.setAttribute('height', String(height))
  drawn.style.removeProperty('max-width')
  return new XMLSerializer().serializeToString(drawn)
}
