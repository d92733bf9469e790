// SPDX-License-Identifier: AGPL-3.0-or-later
// Marks as a hand draws them on a sheet: never straight, never quite where they should be.
import { drawn, type PenChoice, type Place } from '../generator/ink.ts'
import type { Random } from '../generator/prng.ts'
import { colors, pens, type SceneStroke } from '../generator/scene.ts'
import type { Sheet, SheetLine } from './printed-sheet.ts'

export type MarkKind = 'underline' | 'highlighter' | 'circle' | 'margin_bar' | 'arrow'

/** A mark that was drawn on purpose, and the words that it means: [first, end). */
export interface TrueMark {
  kind: MarkKind
  first: number
  end: number
  color: number
  strokes: SceneStroke[]
}

const inks = [colors.black, colors.blue, colors.red]
const brights = [colors.yellow, colors.green, colors.pink]

export class Hand {
  readonly #sheet: Sheet
  readonly #random: Random

  constructor(sheet: Sheet, random: Random) {
    this.#sheet = sheet
    this.#random = random
  }

  mark(kind: MarkKind, first: number, end: number): TrueMark {
    const color = this.#random.pick(kind === 'highlighter' ? brights : inks)
    return { kind, first, end, color, strokes: this.#strokesOf(kind, first, end, color) }
  }

  #strokesOf(kind: MarkKind, first: number, end: number, color: number): SceneStroke[] {
    const pen = this.#pen(kind, color)
    if (kind === 'underline') return this.#parts(first, end).flatMap((part) => this.#underline(part, pen))
    if (kind === 'highlighter') return this.#parts(first, end).map((part) => this.#highlighter(part, pen))
    if (kind === 'circle') return [this.#circle(first, end, pen)]
    if (kind === 'margin_bar') return this.#bar(first, end, pen)
    return this.#arrow(first, pen)
  }

  #pen(kind: MarkKind, color: number): PenChoice {
    if (kind === 'highlighter') return { tool: pens.second.highlighter, color, width: 30, thickness: 2 }
    const tool = this.#random.pick([pens.second.fineliner, pens.second.ballpoint, pens.second.sharpPencil])
    return { tool, color, width: this.#random.between(3, 6), thickness: 2 }
  }

  /** The words of each line. */
  #parts(first: number, end: number): { line: SheetLine; left: number; right: number }[] {
    return this.#sheet.lines
      .filter((line) => line.first < end && line.end > first)
      .map((line) => {
        const words = this.#sheet.words.slice(Math.max(first, line.first), Math.min(end, line.end))
        const last = words.at(-1)
        return { line, left: words[0]?.x ?? 0, right: (last?.x ?? 0) + (last?.width ?? 0) }
      })
  }

  #underline({ line, left, right }: { line: SheetLine; left: number; right: number }, pen: PenChoice): SceneStroke[] {
    const random = this.#random
    const { size, baseline } = line
    const wave = random.chance(0.15) ? size * 0.12 : 0
    const draw = (depth: number) => {
      const [from, to] = [left + random.wobble() * 0.3 * size, right + random.wobble() * 0.3 * size]
      const tilt = random.wobble() * 0.012
      const path: Place[] = []
      const at = (x: number): Place => ({
        x,
        y: baseline + depth + tilt * (x - from) + wave * Math.sin((x / size) * 6),
      })
      for (let x = from; x < to; x += size / 4) path.push(at(x))
      path.push(at(to))
      return this.#stroke(path, pen, 0.04 * size)
    }
    const depth = random.between(0.06, 0.36) * size
    return random.chance(0.1) ? [draw(depth), draw(depth + 0.16 * size)] : [draw(depth)]
  }

  #highlighter({ line, left, right }: { line: SheetLine; left: number; right: number }, pen: PenChoice): SceneStroke {
    const random = this.#random
    const { size, baseline } = line
    const y = baseline - 0.27 * size + random.wobble() * 0.16 * size
    const [from, to] = [left + random.wobble() * 0.3 * size, right + random.wobble() * 0.3 * size]
    const tilt = random.wobble() * 0.01
    const middle = (from + to) / 2
    const at = (x: number): Place => ({ x, y: y + tilt * (x - middle) })
    return this.#stroke([at(from), at(middle), at(to)], pen, 0.03 * size)
  }

  /** Around the words of one line or of whole lines. */
  #circle(first: number, end: number, pen: PenChoice): SceneStroke {
    const random = this.#random
    const parts = this.#parts(first, end)
    const size = parts[0]?.line.size ?? 10
    const padding = random.between(0.05, 0.25) * size
    const left = Math.min(...parts.map((part) => part.left)) - padding - 0.1 * size
    const right = Math.max(...parts.map((part) => part.right)) + padding + 0.1 * size
    const top = Math.min(...parts.map(({ line }) => line.baseline - 0.75 * size)) - padding
    const bottom = Math.max(...parts.map(({ line }) => line.baseline + 0.2 * size)) + padding
    const start = random.between(0, 2 * Math.PI)
    const sweep = 2 * Math.PI + random.between(-0.25, 0.5)
    const squareness = random.between(2.6, 5)
    const path: Place[] = []
    for (let step = 0; step <= 48; step++) {
      const angle = start + (sweep * step) / 48
      const [c, s] = [Math.cos(angle), Math.sin(angle)]
      const power = (value: number) => Math.sign(value) * Math.abs(value) ** (2 / squareness)
      path.push({
        x: (left + right) / 2 + ((right - left) / 2) * power(c),
        y: (top + bottom) / 2 + ((bottom - top) / 2) * power(s),
      })
    }
    return this.#stroke(path, pen, 0.05 * size)
  }

  /** Beside whole lines. */
  #bar(first: number, end: number, pen: PenChoice): SceneStroke[] {
    const random = this.#random
    const lines = this.#parts(first, end).map(({ line }) => line)
    const [top, bottom] = [lines[0], lines.at(-1)]
    if (!top || !bottom) return []
    const { size, column } = top
    const isOnRight = column === 1 || (this.#sheet.layout.columns === 1 && random.chance(0.4))
    const edge = isOnRight ? Math.max(...lines.map(({ right }) => right)) : top.left
    const away = random.between(0.7, 2.2) * size
    const x = isOnRight ? edge + away : edge - away
    const from = top.baseline - 0.75 * size + random.wobble() * 0.2 * size
    const to = bottom.baseline + 0.25 * size + random.wobble() * 0.2 * size
    const tilt = random.wobble() * 0.03
    const hook = random.chance(0.2) ? (isOnRight ? -1 : 1) * 0.35 * size : 0
    const path: Place[] = [{ x: x + tilt * (to - from), y: to }]
    for (let y = to; y > from; y -= size / 2) path.push({ x: x + tilt * (y - from), y })
    path.push({ x, y: from })
    if (hook) {
      path.unshift({ x: x + tilt * (to - from) + hook, y: to })
      path.push({ x: x + hook, y: from })
    }
    const bar = this.#stroke(path.reverse(), pen, 0.05 * size)
    const beside = path.map((place) => ({ x: place.x + (isOnRight ? 1 : -1) * 0.3 * size, y: place.y }))
    return random.chance(0.1) && !hook ? [bar, this.#stroke(beside, pen, 0.05 * size)] : [bar]
  }

  /** From the margin to a word at the line's beginning or end. */
  #arrow(first: number, pen: PenChoice): SceneStroke[] {
    const random = this.#random
    const word = this.#sheet.words[first]
    const line = word && this.#sheet.lines[word.line]
    if (!line) return []
    const { size } = line
    const isFromRight = first !== line.first
    const x = isFromRight ? line.right + random.between(0.2, 0.7) * size : line.left - random.between(0.2, 0.7) * size
    const tip = { x, y: line.baseline - random.between(0.1, 0.4) * size }
    const angle = (isFromRight ? 0 : Math.PI) + random.wobble() * 0.6
    const length = random.between(24, 50)
    const back = (turn: number, far: number): Place => ({
      x: tip.x + Math.cos(angle + turn) * far,
      y: tip.y + Math.sin(angle + turn) * far,
    })
    const shaft = [back(0, length), back(random.wobble() * 0.04, length / 2), tip]
    const barb = length * random.between(0.2, 0.4)
    const [one, two] = [back(random.between(0.4, 0.8), barb), back(-random.between(0.4, 0.8), barb)]
    const style = random.integer(3)
    if (style === 0) return [this.#stroke([...shaft, one, tip, two], pen, 0.02 * size)]
    if (style === 1) return [this.#stroke(shaft, pen, 0.04 * size), this.#stroke([one, tip, two], pen, 0.02 * size)]
    return [
      this.#stroke(shaft, pen, 0.04 * size),
      this.#stroke([tip, one], pen, 0.02 * size),
      this.#stroke([tip, two], pen, 0.02 * size),
    ]
  }

  /** Through the letters: the writer wants these words gone. */
  crossedOut(first: number, end: number): SceneStroke[] {
    const pen = this.#pen('underline', colors.black)
    return this.#parts(first, end).map(({ line, left, right }) => {
      const y = line.baseline - this.#random.between(0.24, 0.38) * line.size
      return this.#stroke(
        [
          { x: left, y },
          { x: (left + right) / 2, y },
          { x: right, y },
        ],
        pen,
        0.03 * line.size,
      )
    })
  }

  /** A tick, a cross or a dot in the margin. */
  sign(x: number, y: number): SceneStroke[] {
    const pen = this.#pen('underline', this.#random.pick(inks))
    const side = this.#random.between(6, 14)
    const at = (across: number, down: number): Place => ({ x: x + across * side, y: y + down * side })
    const draw = (...path: Place[]) => this.#stroke(path, pen, 0.3)
    const kind = this.#random.integer(4)
    if (kind === 0) return [draw(at(0, 0.5), at(0.35, 1), at(1, 0))]
    if (kind === 1) return [draw(at(0, 0), at(1, 1)), draw(at(1, 0), at(0, 1))]
    if (kind === 2) return [draw(at(0, 0), at(0.05, 0.05))]
    // An exclamation mark.
    return [draw(at(0, 0), at(0.02, 0.5), at(0, 1)), draw(at(0, 1.3), at(0.03, 1.33))]
  }

  /** A stroke through places of the text's space, with the wobble of a hand of up to that many points. */
  #stroke(path: Place[], pen: PenChoice, wobble: number): SceneStroke {
    const random = this.#random
    const phase = [random.between(0, 6), random.between(0, 6)]
    const shaky = path.map(({ x, y }, index) => ({
      x: x + wobble * Math.sin(index * 0.9 + (phase[0] ?? 0)),
      y: y + wobble * Math.sin(index * 0.7 + (phase[1] ?? 0)),
    }))
    return drawn(
      shaky.map((place) => this.#sheet.toUnits(place)),
      pen,
      random,
    )
  }
}
