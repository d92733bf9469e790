// SPDX-License-Identifier: AGPL-3.0-or-later
// The grain of four pens, as lines of `make bench`.
import type { RgbPicture } from '../../wasm/png.ts'
import { penNames } from '../pen-names.ts'
import { chanceByDistance, pixelsBetween, type Rows } from './grain.ts'
import type { MeasuredPair } from './pairs.ts'
import type { InkStroke } from './strokes.ts'

/** Upright strokes of one pen each; between these rows nothing else lies on or beside them. */
const grainPage = { id: 'rmpp-highlighter', rows: { top: 600, bottom: 780 }, strokesWithin: { top: 170, bottom: 860 } }
const patches: Rows[] = [0, 1, 2].map((patch) => ({ top: 610 + 60 * patch, bottom: 650 + 60 * patch }))
const grainyPens = [12, 13, 14, 16]

/** Maximum difference between our chance of ink and theirs, at every distance. */
const goal = 0.07

export function grainRows({ pair, strokes, left, ours, truth }: MeasuredPair): string[] {
  if (pair.id !== grainPage.id) return []
  return strokes.filter(runsDown).map((stroke) => {
    const chances = (picture: RgbPicture) => chanceByDistance(picture, stroke, left, grainPage.rows)
    const [ourChances, theirChances] = [chances(ours), chances(truth)]
    const apart = Math.max(...ourChances.map((chance, at) => Math.abs(chance - (theirChances[at] ?? 0))))
    const between = (picture: RgbPicture) =>
      patches.map((rows) => pixelsBetween(picture, stroke, left, rows)).join(', ')
    const name = penNames[stroke.tool] ?? ''
    return [
      `${name.padEnd(18)}${apart.toFixed(2)} apart (${goal})${apart > goal ? '!' : ''}, ours ${shown(ourChances)}, theirs ${shown(theirChances)}`,
      `${''.padEnd(18)}${between(ours)} pixels between paper and ink on three patches (0), theirs ${between(truth)}`,
    ].join('\n  ')
  })
}

function runsDown({ tool, points }: InkStroke): boolean {
  const { top, bottom } = grainPage.strokesWithin
  const [first, last] = [points[0], points.at(-1)]
  return grainyPens.includes(tool) && first !== undefined && last !== undefined && first.y < top && last.y > bottom
}

function shown(chances: number[]): string {
  const last = chances.findLastIndex((chance) => chance >= 0.005)
  return chances
    .slice(0, last + 1)
    .map((chance) => chance.toFixed(2))
    .join(' ')
}
