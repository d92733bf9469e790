// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

type Draw = typeof import('@rmirror/shared/formulas').drawFormula

/** Of a file of its own, loaded with the first formula that is shown. Without it, formulas are shown as text. */
const draw = signal<Draw | null>(null)
let isLoading = false

async function load(): Promise<void> {
  if (isLoading) return
  isLoading = true
  try {
    const { drawFormula } = await import('@rmirror/shared/formulas')
    draw.value = drawFormula
  } catch {
    // Offline, for example; the next formula tries again.
    isLoading = false
  }
}

interface FormulaProps {
  latex: string
  layout: 'inline' | 'display'
}

/** A formula as KaTeX draws it; its LaTeX if KaTeX doesn't accept it. */
export function Formula({ latex, layout }: FormulaProps) {
  const place = useRef<HTMLSpanElement>(null)
  const [isDrawn, setIsDrawn] = useState(false)
  const drawFormula = draw.value
  useEffect(() => void load(), [])
  useLayoutEffect(() => {
    if (drawFormula && place.current) setIsDrawn(drawFormula(place.current, latex, layout))
  }, [drawFormula, latex, layout])
  return (
    <>
      <span ref={place} class="formula" />
      {!isDrawn && <code>{latex}</code>}
    </>
  )
}
