// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { drawFormula, formulaMarkup } from './index.ts'

function opened(markup: string | null): HTMLElement {
  const place = document.createElement('p')
  place.innerHTML = markup ?? ''
  return place
}

describe('formulas', () => {
  it.each([
    ['x^2', 'msup'],
    ['\\frac{a}{b}', 'mfrac'],
    ['\\sqrt[3]{x}', 'mroot'],
    ['\\sum_{i=1}^n i', 'munderover'],
    ['\\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}', 'mtable'],
    ['\\int_0^\\infty e^{-x^2}\\,dx', 'msubsup'],
    ['\\text{Größe } < \\alpha', 'mtext'],
  ])('%s are MathML that says its LaTeX', (latex, element) => {
    const place = opened(formulaMarkup(latex, 'display'))
    expect(place.querySelector('math')?.getAttribute('display')).toBe('block')
    expect(place.querySelector(element)).not.toBeNull()
    expect(place.querySelector('annotation')?.textContent).toBe(latex)
    expect(place.querySelectorAll('[style], script, a, img')).toHaveLength(0)
  })

  it('are in a line, unless they are set apart', () => {
    expect(opened(formulaMarkup('x', 'inline')).querySelector('math')?.hasAttribute('display')).toBe(false)
  })

  it.each([
    '\\nosuch{x}',
    'x^{',
    '',
    '  ',
    '\\input{/etc/passwd}',
    '\\href{javascript:alert(1)}{x}',
    '\\url{https://tracker.example}',
    '\\includegraphics{https://tracker.example/x.png}',
    '\\htmlClass{dialog}{x}',
    '\\htmlStyle{position: fixed}{x}',
    '\\htmlData{a=b}{x}',
    '\\def\\a{\\a\\a}\\a',
    'x'.repeat(2_001),
    '{'.repeat(2_000),
  ])('%s are none, and leave nothing behind', (latex) => {
    expect(formulaMarkup(latex, 'inline')).toBeNull()
    const place = document.createElement('p')
    expect(drawFormula(place, latex, 'display')).toBe(false)
    expect(place.childNodes).toHaveLength(0)
  })

  it('hold no markup, whatever is written in them', () => {
    const place = opened(formulaMarkup('\\text{</annotation><script>alert(1)</script>}', 'inline'))
    expect(place.querySelectorAll('script')).toHaveLength(0)
    expect(place.querySelector('mtext')?.textContent).toContain('<script>')
  })

  it('are bounded in size', () => {
    const wide = opened(formulaMarkup('\\rule{9999em}{9999em}', 'inline')).innerHTML
    expect(wide).not.toContain('9999em"')
  })
})
