// SPDX-License-Identifier: AGPL-3.0-or-later
// What the figures of a pair are to reach, and which do not.
import type { Likeness } from '../fidelity-measure.ts'
import type { FullSizeFigures } from './figures.ts'
import type { PairRow } from './pairs.ts'

export interface Goals {
  /** At least. */
  f1: number
  /** At least; of typed pages. */
  drawn?: number
  ink: { min: number; max: number }
  /** At most. PDFs have none: their edges are smoothed by another program. */
  colour?: number
}

export function goalsOf({ id, kind, format, text = [] }: PairRow): Goals {
  // The typeface is not theirs, and the new subheading is large.
  if (text.length > 0) return { f1: id === 'text-sub' ? 0.85 : 0.9, drawn: 0.99, ink: { min: 0.92, max: 1.08 } }
  const ink = { min: 0.95, max: 1.05 }
  // Where the specks of the first pens fall is chance, which alone costs 0.01.
  if (format === 'lines-old') return { f1: 0.95, ink }
  return { f1: 0.98, ink, ...(kind === 'raster' && { colour: 2.5 }) }
}

export interface Column {
  /** With its goal in brackets where it has one. */
  text: string
  missed: boolean
}

export function columnsOf({ ssim, f1: [, f1], drawn, ink, colour }: FullSizeFigures, goals: Goals): Column[] {
  const { min, max } = goals.ink
  return [
    atLeast('f1@1', f1, goals.f1),
    ...(drawn === undefined ? [] : [atLeast('drawn', drawn, goals.drawn)]),
    { text: `ink ${ink.toFixed(3)} (${min}-${max})`, missed: ink < min || ink > max },
    {
      text: `colour ${colour.toFixed(1)}${goals.colour === undefined ? '' : ` (${goals.colour})`}`,
      missed: goals.colour !== undefined && colour > goals.colour,
    },
    atLeast('ssim', ssim),
  ]
}

export function columnsOfThumbnail({ ssim, f1 }: Likeness): Column[] {
  return [atLeast('f1@1', f1, 0.99), atLeast('ssim', ssim, 0.95)]
}

function atLeast(name: string, value: number, goal?: number): Column {
  const text = `${name} ${value.toFixed(3)}`
  return goal === undefined ? { text, missed: false } : { text: `${text} (${goal})`, missed: value < goal }
}
