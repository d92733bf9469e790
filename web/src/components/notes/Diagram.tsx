// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { useObjectUrl } from '../controls/use-object-url.ts'
import { drawDiagram } from './draw-diagram.ts'

interface DiagramProps {
  /** In Mermaid. */
  source: string
  /** Shown until the diagram is drawn, and instead of one that Mermaid doesn't accept. */
  children: ComponentChildren
}

/** A diagram as an image, in which no script runs and no link leads anywhere. */
export function Diagram({ source, children }: DiagramProps) {
  const [svg, setSvg] = useState<Blob | null>(null)
  useEffect(() => {
    let isWanted = true
    setSvg(null)
    void drawDiagram(source).then((drawn) => {
      if (isWanted && drawn !== null) setSvg(new Blob([drawn], { type: 'image/svg+xml' }))
    })
    return () => {
      isWanted = false
    }
  }, [source])
  const url = useObjectUrl(svg)
  if (url === null) return <>{children}</>
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no set of fields, and a page may have several of one name.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <div role="group" class="read-diagram" aria-label={t('reading.diagram')} tabIndex={0}>
      <img src={url} alt={source} />
    </div>
  )
}
