// SPDX-License-Identifier: AGPL-3.0-or-later
// What a notebook holds beside words: boxes, ticks, arrows, hatching, underlines.
import { smooth } from './curve.ts'
import { moving } from './handwriting.ts'
import { type PenChoice, type Place, resampled } from './ink.ts'
import { Random } from './prng.ts'
import { colors, pens, type SceneStroke } from './scene.ts'

export const inks = {
  writing: { tool: pens.second.fineliner, width: 4.5, thickness: 2 },
  title: { tool: pens.second.brush, width: 11, thickness: 2 },
  ballpoint: { tool: pens.second.ballpoint, width: 4.5, thickness: 2 },
  pencil: { tool: pens.second.pencil, width: 7, thickness: 2 },
  marker: { tool: pens.second.marker, width: 14, thickness: 2 },
  highlighter: { tool: pens.second.highlighter, width: 30, color: colors.yellow, thickness: 2 },
} satisfies Record<string, PenChoice>

export function inColor(pen: PenChoice, color: number): PenChoice {
  return { ...pen, color }
}

export class Sketch {
  readonly strokes: SceneStroke[] = []
  readonly #random: Random

  constructor(seed: number) {
    this.#random = new Random(seed)
  }

  /** A smooth curve through the places, as pairs of coordinates. */
  curve(pen: PenChoice, ...places: [number, number][]): this {
    this.strokes.push(moving(resampled(smooth(places), 11), pen, this.#random))
    return this
  }

  /** Straight from place to place in one stroke, with sharp corners. */
  lines(pen: PenChoice, ...places: [number, number][]): this {
    const wobble = () => this.#random.wobble() * 2
    const corners = places.map(([x, y]): Place => ({ x: x + wobble(), y: y + wobble() }))
    const path = corners.slice(0, 1)
    for (let i = 1; i < corners.length; i++) path.push(...resampled(corners.slice(i - 1, i + 1), 18).slice(1))
    this.strokes.push(moving(path, pen, this.#random))
    return this
  }

  box(pen: PenChoice, x: number, y: number, width: number, height: number): this {
    return this.lines(pen, [x, y], [x + width, y + 1], [x + width + 1, y + height], [x, y + height], [x - 1, y - 2])
  }

  /** A to-do box whose bottom stands on the baseline. */
  todo(pen: PenChoice, x: number, baseline: number, state: 'open' | 'done'): this {
    this.box(pen, x, baseline - 34, 36, 36)
    return state === 'open'
      ? this
      : this.curve(pen, [x + 6, baseline - 20], [x + 16, baseline - 4], [x + 48, baseline - 52])
  }

  underline(pen: PenChoice, x: number, y: number, width: number): this {
    return this.curve(pen, [x, y], [x + width * 0.4, y - 5], [x + width * 0.7, y + 3], [x + width, y - 3])
  }

  arrow(pen: PenChoice, from: [number, number], to: [number, number]): this {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    const length = Math.sqrt(dx * dx + dy * dy)
    const [ux, uy] = [dx / length, dy / length]
    const bend: [number, number] = [from[0] + dx / 2 - uy * length * 0.12, from[1] + dy / 2 + ux * length * 0.12]
    const head = (side: 1 | -1): [number, number] => [
      to[0] - 26 * ux + side * 16 * uy,
      to[1] - 26 * uy - side * 16 * ux,
    ]
    return this.curve(pen, from, bend, to).lines(pen, head(1), to, head(-1))
  }

  ellipse(pen: PenChoice, x: number, y: number, radiusX: number, radiusY: number): this {
    const places = Array.from({ length: 14 }, (_, index): [number, number] => {
      const turn = (index / 12) * 2 * Math.PI - 1.9
      return [x + radiusX * Math.cos(turn), y + radiusY * Math.sin(turn) + this.#random.wobble() * 2]
    })
    return this.curve(pen, ...places)
  }

  /** Parallel lines from the left edge to the right one, slanting, as a pencil shades. */
  hatch(pen: PenChoice, area: { x: number; y: number; width: number; height: number }, gap: number, lean = 0.5): this {
    for (let x = area.x; x < area.x + area.width; x += gap) {
      const wobble = this.#random.wobble() * gap * 0.3
      const height = area.height * (0.85 + 0.15 * this.#random.next())
      this.lines(pen, [x + wobble + lean * height, area.y], [x + wobble, area.y + height])
    }
    return this
  }
}
