// SPDX-License-Identifier: AGPL-3.0-or-later
// Smooth curves through control points, without the loops that an even spacing would draw.
import type { Place } from './ink.ts'
import type { ControlPoint } from './letters.ts'

/** Points along a curve through all control points, cut at corners. */
export function smoothed(points: readonly ControlPoint[], stepsPerSpan = 8): Place[] {
  const result: Place[] = []
  let from = 0
  for (let i = 1; i < points.length; i++) {
    if (!points[i]?.corner && i < points.length - 1) continue
    const piece = through(points.slice(from, i + 1), stepsPerSpan)
    result.push(...(result.length > 0 ? piece.slice(1) : piece))
    from = i
  }
  return result
}

export function smooth(points: readonly [number, number][]): Place[] {
  return smoothed(points.map(([x, y]) => ({ x, y, corner: false })))
}

function through(points: readonly Place[], steps: number): Place[] {
  if (points.length < 3) return [...points]
  const result: Place[] = []
  for (let i = 0; i + 1 < points.length; i++) {
    const b = points[i] as Place
    const c = points[i + 1] as Place
    const a = points[i - 1] ?? mirrored(c, b)
    const d = points[i + 2] ?? mirrored(b, c)
    for (let step = 0; step < steps; step++) result.push(centripetal(a, b, c, d, step / steps))
  }
  result.push(points.at(-1) as Place)
  return result
}

function mirrored(point: Place, around: Place): Place {
  return { x: 2 * around.x - point.x, y: 2 * around.y - point.y }
}

/** Catmull-Rom with knots at the square root of the distances (Barry and Goldman's pyramid). */
function centripetal(a: Place, b: Place, c: Place, d: Place, share: number): Place {
  const t0 = 0
  const t1 = t0 + knot(a, b)
  const t2 = t1 + knot(b, c)
  const t3 = t2 + knot(c, d)
  const t = t1 + (t2 - t1) * share
  const ab = mix(a, b, t0, t1, t)
  const bc = mix(b, c, t1, t2, t)
  const cd = mix(c, d, t2, t3, t)
  return mix(mix(ab, bc, t0, t2, t), mix(bc, cd, t1, t3, t), t1, t2, t)
}

function knot(a: Place, b: Place): number {
  const distance = Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2)
  return Math.max(1e-6, Math.sqrt(distance))
}

function mix(a: Place, b: Place, from: number, to: number, t: number): Place {
  const share = (t - from) / (to - from)
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
}
