// SPDX-License-Identifier: AGPL-3.0-or-later
// Twelve hands: pens, sizes and slants as people have them.
import { inks } from '../../../generator/drawing.ts'
import type { Hand } from '../../../generator/handwriting.ts'

export interface HandStyle {
  name: string
  pen: Hand['pen']
  /** Factor of the usual size. */
  scale: number
  /** How far the letters lean, as a share of their height. */
  slant: number
}

const thin = { ...inks.writing, width: 3.2 }
const heavy = { ...inks.ballpoint, width: 6.5 }

export const hands: HandStyle[] = [
  { name: 'even', pen: inks.writing, scale: 1, slant: 0.12 },
  { name: 'upright', pen: inks.ballpoint, scale: 1, slant: 0 },
  { name: 'leaning', pen: inks.writing, scale: 0.95, slant: 0.34 },
  { name: 'backward', pen: inks.ballpoint, scale: 0.95, slant: -0.2 },
  { name: 'small', pen: thin, scale: 0.72, slant: 0.15 },
  { name: 'large', pen: inks.writing, scale: 1.12, slant: 0.1 },
  { name: 'pencil', pen: inks.pencil, scale: 1, slant: 0.18 },
  { name: 'heavy', pen: heavy, scale: 1.05, slant: 0.05 },
  { name: 'thin', pen: thin, scale: 0.9, slant: 0.22 },
  { name: 'hasty', pen: thin, scale: 0.8, slant: 0.42 },
  { name: 'round', pen: heavy, scale: 0.9, slant: -0.08 },
  { name: 'soft', pen: { ...inks.pencil, width: 9 }, scale: 1.08, slant: 0.28 },
]
