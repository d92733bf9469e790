// SPDX-License-Identifier: AGPL-3.0-or-later
// Formulas as ink and as LaTeX, from one description.
import { Sketch } from '../../../generator/drawing.ts'
import { type Hand, type Written, writeLine } from '../../../generator/handwriting.ts'
import type { SceneStroke } from '../../../generator/scene.ts'

export type Formula =
  | string
  | { kind: 'row'; parts: Formula[] }
  | { kind: 'power'; base: Formula; exponent: Formula }
  | { kind: 'index'; base: Formula; index: Formula }
  | { kind: 'fraction'; above: Formula; below: Formula }
  | { kind: 'root'; of: Formula }

const row = (...parts: Formula[]): Formula => ({ kind: 'row', parts })
const power = (base: Formula, exponent: Formula): Formula => ({ kind: 'power', base, exponent })
const index = (base: Formula, below: Formula): Formula => ({ kind: 'index', base, index: below })
const fraction = (above: Formula, below: Formula): Formula => ({ kind: 'fraction', above, below })
const root = (of: Formula): Formula => ({ kind: 'root', of })

export const formulas: Formula[] = [
  row(power('a', '2'), '+', power('b', '2'), '=', power('c', '2')),
  row('v =', fraction('s', 't')),
  row('x =', fraction(row('p + q'), '2')),
  row('E = m', power('c', '2')),
  row('d =', root(row(power('x', '2'), '+', power('y', '2')))),
  row(index('a', 'n'), '=', fraction('1', row('n + 1'))),
  row('F =', fraction(row('m', power('v', '2')), 'r')),
  row(power('e', 'x'), '= 1 + x +', fraction(power('x', '2'), '2')),
  row(index('S', 'n'), '=', fraction(row('n(n + 1)'), '2')),
  row('T = 2', root(fraction('L', 'g'))),
]

export function latexOf(formula: Formula): string {
  if (typeof formula === 'string') return formula
  switch (formula.kind) {
    case 'row':
      return formula.parts.map(latexOf).join(' ')
    case 'power':
      return `${latexOf(formula.base)}^{${latexOf(formula.exponent)}}`
    case 'index':
      return `${latexOf(formula.base)}_{${latexOf(formula.index)}}`
    case 'fraction':
      return `\\frac{${latexOf(formula.above)}}{${latexOf(formula.below)}}`
    case 'root':
      return `\\sqrt{${latexOf(formula.of)}}`
  }
}

/** Along a baseline. */
export function drawFormula(formula: Formula, at: { x: number; y: number }, hand: Hand): Written {
  const size = hand.size ?? 32
  const smaller = (share: number): Hand => ({ ...hand, size: size * share })
  if (typeof formula === 'string') {
    const written = writeLine(formula, at, hand)
    return { ...written, end: written.end - 0.4 * size }
  }
  switch (formula.kind) {
    case 'row': {
      const strokes: SceneStroke[] = []
      let x = at.x
      for (const part of formula.parts) {
        const written = drawFormula(part, { x, y: at.y }, hand)
        strokes.push(...written.strokes)
        x = written.end + 0.35 * size
      }
      return { strokes, end: x }
    }
    case 'power':
    case 'index': {
      const [small, lift] = formula.kind === 'power' ? [formula.exponent, -1.1] : [formula.index, 0.55]
      const base = drawFormula(formula.base, at, hand)
      const raised = drawFormula(small, { x: base.end, y: at.y + lift * size }, smaller(0.62))
      return { strokes: [...base.strokes, ...raised.strokes], end: raised.end }
    }
    case 'fraction': {
      const above = drawFormula(formula.above, { x: at.x + 0.2 * size, y: at.y - 0.95 * size }, smaller(0.85))
      const below = drawFormula(formula.below, { x: at.x + 0.2 * size, y: at.y + 1.55 * size }, smaller(0.85))
      const end = Math.max(above.end, below.end) + 0.1 * size
      const bar = new Sketch(Math.round(at.x + at.y) + 7).lines(
        hand.pen,
        [at.x, at.y - 0.45 * size],
        [end, at.y - 0.45 * size],
      )
      return { strokes: [...above.strokes, ...bar.strokes, ...below.strokes], end }
    }
    case 'root': {
      const inner = drawFormula(formula.of, { x: at.x + 0.75 * size, y: at.y }, hand)
      const top = at.y - 2.4 * size
      const sign = new Sketch(Math.round(at.x + at.y) + 11).lines(
        hand.pen,
        [at.x, at.y - 0.7 * size],
        [at.x + 0.25 * size, at.y + 0.3 * size],
        [at.x + 0.6 * size, top],
        [inner.end + 0.1 * size, top],
      )
      return { strokes: [...sign.strokes, ...inner.strokes], end: inner.end + 0.2 * size }
    }
  }
}
