// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages too large to commit, written when a test wants them.
import { drawn, fineliner, point, straight, stroke } from './ink.ts'
import { Random } from './prng.ts'
import { onePage, type ScenePage, type ScenePoint, type SceneStroke } from './scene.ts'

/** Real pages of 34,000 two-point strokes exist: dotted shading. */
export function manyStrokes(count = 40_000): ScenePage {
  const random = new Random(61)
  return onePage(
    Array.from({ length: count }, () => {
      const x = random.between(-680, 680)
      const y = random.between(20, 1850)
      return stroke(fineliner, [point(x, y), point(x + random.between(-6, 6), y + random.between(-6, 6))])
    }),
  )
}

/** One stroke of many points, as holding the pen on the glass for an hour would leave. */
export function longStroke(points = 1_000_000): ScenePage {
  const random = new Random(62)
  let [x, y] = [0, 900]
  return onePage([
    stroke(
      fineliner,
      Array.from({ length: points }, () => {
        x = Math.max(-700, Math.min(700, x + random.between(-9, 9)))
        y = Math.max(0, Math.min(1870, y + random.between(-9, 9)))
        return point(x, y)
      }),
    ),
  ])
}

const letters = (y: number) => [
  straight({ x: -300, y }, { x: 300, y: y + 40 }, fineliner),
  straight({ x: -300, y: y + 80 }, { x: 300, y: y + 60 }, fineliner),
]

/** What a person wrote on every page below. */
export const ordinaryStrokes: SceneStroke[] = [...letters(200), ...letters(1200)]

/** The ordinary strokes with others between them. */
export function among(...hostile: SceneStroke[]): ScenePage {
  return onePage([...ordinaryStrokes.slice(0, 2), ...hostile, ...ordinaryStrokes.slice(2)])
}

/** Not on any grid: NaN, infinities and enormous numbers as they are. Write them as points of 24 bytes. */
export function rawPoint(x: number, y: number, more: Partial<ScenePoint> = {}): ScenePoint {
  return { x, y, speed: 4, direction: 1, width: 4, pressure: 0.6, ...more }
}

/** Strokes that leave no ink, though they are there. */
export const inklessStrokes: Record<string, SceneStroke> = {
  'without points': stroke(fineliner, []),
  'at no number': stroke(fineliner, [rawPoint(NaN, NaN), rawPoint(10, NaN), rawPoint(NaN, 10)]),
  'at infinity': stroke(fineliner, [rawPoint(Infinity, 300), rawPoint(300, -Infinity), rawPoint(-Infinity, Infinity)]),
}

/** A page of a hundred thousand units, lines of ink all the way down. */
export function tallPage(height = 100_000): ScenePage {
  return onePage(
    Array.from({ length: Math.floor(height / 100) }, (_, line) =>
      drawn(
        [
          { x: -600, y: 50 + line * 100 },
          { x: 600, y: 60 + line * 100 },
        ],
        fineliner,
        undefined,
        100,
      ),
    ),
  )
}
