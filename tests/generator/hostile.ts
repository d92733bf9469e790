// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages too large to commit, written when a test wants them.
import { fineliner, point, stroke } from './ink.ts'
import { Random } from './prng.ts'
import { onePage, type ScenePage } from './scene.ts'

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
