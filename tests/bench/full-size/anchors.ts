// SPDX-License-Identifier: AGPL-3.0-or-later
// The position of ink that moves with typed text: by how much its points are lower in a picture than in the file.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RgbPicture } from '../../wasm/png.ts'
import type { MeasuredPair, Pair } from './pairs.ts'
import { darknessOfRgb } from './picture.ts'
import type { InkStroke } from './strokes.ts'

/** A row of anchored.json. */
interface AnchoredGroup {
  /** The node in the file: author and counter. */
  group: [number, number]
  /** What the truth adds to the y of its points, page units. */
  y: number
}

function anchoredGroups({ folder }: Pair): AnchoredGroup[] {
  const file = join(folder, 'anchored.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}

/** Page units up and down in which strokes are sought. */
const farthest = 1000
/** Ink has a width: strokes fit nearly as well a little higher and lower. */
const fitsFor = 6
/** Less dark on the whole: the strokes are not there. */
const minDarkness = 0.5

/** By how much the strokes are lower in the picture than in the file; undefined where it has them nowhere. */
export function loweredBy(picture: RgbPicture, strokes: InkStroke[], left: number): number | undefined {
  const darkness = darknessAlong(picture, strokes, left)
  const coarse = Array.from({ length: 2 * farthest + 1 }, (_, index) => index - farthest)
  const best = coarse.reduce((one, other) => (darkness(other) > darkness(one) ? other : one))
  if (darkness(best) < minDarkness) return undefined
  const fine = Array.from({ length: 8 * fitsFor + 1 }, (_, index) => best - fitsFor + index / 4)
  const max = Math.max(...fine.map(darkness))
  const weights = fine.map((down) => Math.max(0, darkness(down) - 0.9 * max))
  const sum = weights.reduce((all, weight) => all + weight, 0)
  return fine.reduce((all, down, index) => all + down * (weights[index] ?? 0), 0) / sum
}

/** The mean darkness along the strokes' middle lines when they lie so much lower. */
function darknessAlong(picture: RgbPicture, strokes: InkStroke[], left: number): (down: number) => number {
  const { width, height, values } = darknessOfRgb(picture)
  const places = strokes.flatMap(exportPathsOf).filter(({ x }) => x >= left && x < left + width)
  const known = new Map<number, number>()
  return (down) => {
    let dark = known.get(down)
    if (dark !== undefined) return dark
    dark = 0
    for (const { x, y } of places) {
      const row = y + down - 0.5
      const above = Math.floor(row)
      if (above < 0 || above + 1 >= height) continue
      const at = above * width + Math.floor(x - left)
      const [upper = 0, lower = 0] = [values[at], values[at + width]]
      dark += (upper + (lower - upper) * (row - above)) / places.length
    }
    known.set(down, dark)
    return dark
  }
}

/** One every unit. */
function exportPathsOf({ points }: InkStroke): { x: number; y: number }[] {
  return points.flatMap((point, index) => {
    const next = points[index + 1] ?? point
    const steps = Math.max(1, Math.ceil(Math.hypot(next.x - point.x, next.y - point.y)))
    return Array.from({ length: steps }, (_, at) => ({
      x: point.x + ((next.x - point.x) * at) / steps,
      y: point.y + ((next.y - point.y) * at) / steps,
    }))
  })
}

/** Page units from where a group belongs. */
const goal = 2

/** A line of `make bench` for a page with groups; none for others. */
export function anchorRows({ pair, ours, truth, strokes, left }: MeasuredPair): string[] {
  const groups = anchoredGroups(pair)
  if (groups.length === 0) return []
  const missOf = (picture: RgbPicture) =>
    Math.max(
      ...groups.map(({ group, y }) => {
        const found = loweredBy(
          picture,
          strokes.filter(({ node }) => node === group.join(':')),
          left,
        )
        return found === undefined ? Number.POSITIVE_INFINITY : Math.abs(found - y)
      }),
    )
  const miss = missOf(ours)
  const shown = miss === Number.POSITIVE_INFINITY ? 'not all found' : `at most ${miss.toFixed(1)} off`
  return [
    `${pair.id.padEnd(18)}${groups.length} groups, ${shown} (${goal})${miss > goal ? '!' : ''}; theirs ${missOf(truth).toFixed(1)}`,
  ]
}
