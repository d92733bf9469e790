// SPDX-License-Identifier: AGPL-3.0-or-later
// Simple strokes: straight lines, waves and dots, drawn the way a hand does.
import { Random } from './prng.ts'
import { onGrid, pens, type ScenePoint, type SceneStroke } from './scene.ts'

export interface PenChoice {
  tool: number
  color?: number
  argb?: number
  thickness?: number
  /** Page units. */
  width?: number
}

export interface Place {
  x: number
  y: number
}

export const fineliner: PenChoice = { tool: pens.second.fineliner, width: 4.5, thickness: 2 }
export const ballpoint: PenChoice = { tool: pens.second.ballpoint, width: 4, thickness: 2 }

/** A stroke through the places, with a point every few units; pressure grows and falls, speed is that of the hand. */
export function drawn(path: readonly Place[], pen: PenChoice, random = new Random(1), spacing = 6): SceneStroke {
  const places = resampled(path, spacing)
  const points = places.map((place, index): ScenePoint => {
    const before = places[Math.max(0, index - 1)] as Place
    const after = places[Math.min(places.length - 1, index + 1)] as Place
    const progress = places.length > 1 ? index / (places.length - 1) : 0.5
    const swell = Math.sqrt(Math.max(0, 4 * progress * (1 - progress)))
    const pressure = Math.min(1, Math.max(0.05, 0.3 + 0.45 * swell + 0.06 * random.wobble()))
    const speed = 3 + 12 * swell + 2 * random.next()
    return onGrid({
      x: place.x,
      y: place.y,
      speed,
      direction: angle(after.x - before.x, after.y - before.y),
      width: (pen.width ?? 4) * (0.8 + 0.4 * pressure),
      pressure,
    })
  })
  return stroke(pen, points)
}

export function stroke(pen: PenChoice, points: ScenePoint[]): SceneStroke {
  const { tool, color = 0, argb, thickness = 2 } = pen
  return { kind: 'stroke', tool, color, ...(argb === undefined ? {} : { argb }), thickness, points }
}

export function point(x: number, y: number, more: Partial<ScenePoint> = {}): ScenePoint {
  return onGrid({ x, y, speed: 4, direction: 1, width: 4, pressure: 0.6, ...more })
}

export function straight(from: Place, to: Place, pen: PenChoice, random?: Random): SceneStroke {
  return drawn([from, to], pen, random)
}

/** A wave of `length` units to the right. */
export function wave(from: Place, length: number, pen: PenChoice, random?: Random): SceneStroke {
  const path: Place[] = []
  for (let x = 0; x <= length; x += 4) path.push({ x: from.x + x, y: from.y + 18 * Math.sin(x / 16) })
  return drawn(path, pen, random)
}

/** 0 to 2 pi, the way the pen points. */
export function angle(dx: number, dy: number): number {
  const radians = Math.atan2(dy, dx)
  return radians < 0 ? radians + 2 * Math.PI : radians
}

/** Points at equal distances along the path, its last one included. */
export function resampled(path: readonly Place[], spacing: number): Place[] {
  const result: Place[] = path.slice(0, 1)
  let left = spacing
  for (let i = 1; i < path.length; i++) {
    const from = path[i - 1] as Place
    const to = path[i] as Place
    const length = Math.sqrt((to.x - from.x) ** 2 + (to.y - from.y) ** 2)
    let at = left
    for (; at < length; at += spacing)
      result.push({ x: from.x + ((to.x - from.x) * at) / length, y: from.y + ((to.y - from.y) * at) / length })
    left = at - length
  }
  const last = path.at(-1)
  if (last && path.length > 1) result.push(last)
  return result
}
