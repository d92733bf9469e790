// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws LaTeX formulas by KaTeX, as MathML: it needs no fonts, style sheets or scripts, and screen readers read it.
// Formulas are user input. A file of its own, loaded where a formula is drawn.
import { type KatexOptions, ParseError, render, renderToString } from 'katex'

/** Longer ones, in UTF-16 units, stay text. */
const maxLength = 2_000
/** Macros expanded by one formula: `\def` could double itself for ever. */
const maxExpansions = 200
/** In em. */
const maxSize = 20

/** The markup of a formula; null for one that KaTeX doesn't accept, which is to be shown as text. */
export function formulaMarkup(latex: string, layout: 'inline' | 'display'): string | null {
  return withinLimits(latex, layout, (options) => renderToString(latex, options))
}

/** Draws a formula into an empty element; false, with the element left empty, for one that KaTeX doesn't accept. */
export function drawFormula(place: HTMLElement, latex: string, layout: 'inline' | 'display'): boolean {
  const isDrawn = withinLimits(latex, layout, (options) => {
    render(latex, place, options)
    return true
  })
  if (isDrawn) return true
  place.replaceChildren()
  return false
}

function withinLimits<T>(latex: string, layout: 'inline' | 'display', draw: (options: KatexOptions) => T): T | null {
  if (latex.length > maxLength || latex.trim() === '') return null
  let isTrusted = true
  // Links, images, and classes of HTML; KaTeX would write the command in red.
  const trust = () => {
    isTrusted = false
    return false
  }
  try {
    const drawn = draw({
      displayMode: layout === 'display',
      output: 'mathml',
      throwOnError: true,
      strict: 'ignore',
      trust,
      maxExpand: maxExpansions,
      maxSize,
    })
    return isTrusted ? drawn : null
  } catch (error) {
    // Thousands of braces are more than the stack holds.
    if (error instanceof ParseError || error instanceof RangeError) return null
    throw error
  }
}
