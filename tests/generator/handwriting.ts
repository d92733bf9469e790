// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes words as ink: letters on a baseline that wanders a little, some run together, no two alike.
import { smoothed } from './curve.ts'
import { angle, type PenChoice, type Place, resampled, stroke } from './ink.ts'
import { type ControlPoint, joins, letterFor } from './letters.ts'
import type { Random } from './prng.ts'
import { onGrid, type ScenePoint, type SceneStroke } from './scene.ts'

export interface Hand {
  pen: PenChoice
  random: Random
  /** Height of an x, page units. */
  size?: number
  /** How far the letters lean, as a share of their height. */
  slant?: number
}

export interface Written {
  strokes: SceneStroke[]
  /** Where the next word would begin, page units. */
  end: number
}

const defaultSize = 32
const spaceAdvance = 0.75
const joinShare = 0.7

/** One line of text with its baseline at `at.y`. */
export function writeLine(text: string, at: Place, hand: Hand): Written {
  const size = hand.size ?? defaultSize
  const strokes: SceneStroke[] = []
  let x = at.x
  let drift = 0
  for (const word of text.split(' ')) {
    drift = drift * 0.6 + hand.random.wobble() * 0.07 * size
    const written = writeWord(word, { x, y: at.y + drift }, size, hand)
    strokes.push(...written.strokes)
    x = written.end + spaceAdvance * size * (1 + 0.15 * hand.random.wobble())
  }
  return { strokes, end: x }
}

/** Lines below each other, broken between words where they grow wider than `width`. */
export function writeText(
  text: string,
  at: Place,
  hand: Hand,
  width: number,
  pitch = 96,
): { strokes: SceneStroke[]; end: Place } {
  const strokes: SceneStroke[] = []
  let y = at.y
  for (const line of wrapped(text, width / (hand.size ?? defaultSize))) {
    strokes.push(...writeLine(line, { x: at.x, y }, hand).strokes)
    y += pitch
  }
  return { strokes, end: { x: at.x, y } }
}

function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line !== '' && advance(longer) > width) {
        lines.push(line)
        line = word
      } else line = longer
    }
    return [...lines, line]
  })
}

function advance(text: string): number {
  let sum = 0
  for (const character of text) sum += character === ' ' ? spaceAdvance : letterFor(character).advance
  return sum
}

function writeWord(word: string, at: Place, size: number, hand: Hand): Written {
  const { random } = hand
  const paths: ControlPoint[][] = []
  const later: ControlPoint[][] = []
  let x = at.x
  let before = ''
  for (const character of word) {
    const { advance, strokes } = letterFor(character)
    const scale = size * (1 + 0.04 * random.wobble())
    const lift = random.wobble() * 0.03 * size
    const placed = strokes.map((points) => points.map((point) => onPage(point, { x, y: at.y + lift }, scale, hand)))
    const [first, ...rest] = placed as [ControlPoint[], ...ControlPoint[][]]
    const current = paths.at(-1)
    if (current && joins(before, character) && random.chance(joinShare)) current.push(...first)
    else paths.push(first)
    // Bars and dots come when the pen is lifted, so they do not break the run.
    later.push(...rest)
    before = character
    x += advance * scale
  }
  return { strokes: [...paths, ...later].map((path) => inked(path, size, hand)), end: x }
}

function onPage(point: ControlPoint, origin: Place, scale: number, hand: Hand): ControlPoint {
  const lean = hand.slant ?? 0.12
  const x = point.x + 0.02 * hand.random.wobble()
  const y = point.y + 0.02 * hand.random.wobble()
  return { x: origin.x + (x - lean * y) * scale, y: origin.y + y * scale, corner: point.corner }
}

function inked(path: readonly ControlPoint[], size: number, hand: Hand): SceneStroke {
  return moving(resampled(smoothed(path), Math.min(10, Math.max(2.5, size / 4))), hand.pen, hand.random)
}

/** A stroke along the places: slow in bends, quick where it runs straight, heavier downwards, light at both ends. */
export function moving(places: readonly Place[], pen: PenChoice, random: Random): SceneStroke {
  const last = places.length - 1
  let speed = 3
  const points = places.map((place, index): ScenePoint => {
    const before = places[Math.max(0, index - 1)] as Place
    const after = places[Math.min(last, index + 1)] as Place
    const { straightness, down } = movement(before, place, after)
    speed += 0.4 * (3 + 15 * straightness - speed)
    const fromEnd = Math.min(index, last - index)
    const taper = last < 4 ? 1 : Math.min(1, 0.55 + 0.2 * fromEnd)
    const pressure = Math.min(1, Math.max(0.05, taper * (0.62 + 0.14 * down - 0.012 * speed + 0.02 * random.wobble())))
    const width = (pen.width ?? 4) * (0.72 + 0.5 * pressure)
    return onGrid({
      x: eighths(place.x),
      y: eighths(place.y),
      speed,
      direction: angle(after.x - before.x, after.y - before.y),
      width,
      pressure,
    })
  })
  return stroke(pen, points)
}

/** Finer than any eye or panel, and it packs well. */
function eighths(value: number): number {
  return Math.round(value * 8) / 8
}

/** How straight the pen runs (0 turning back, 1 straight) and how far downwards (-1 to 1). */
function movement(before: Place, at: Place, after: Place): { straightness: number; down: number } {
  const [ax, ay, bx, by] = [at.x - before.x, at.y - before.y, after.x - at.x, after.y - at.y]
  const lengths = Math.sqrt(ax * ax + ay * ay) * Math.sqrt(bx * bx + by * by)
  const straightness = lengths > 0 ? Math.max(0, (ax * bx + ay * by) / lengths) ** 4 : 0
  const whole = Math.sqrt((ax + bx) ** 2 + (ay + by) ** 2)
  return { straightness, down: whole > 0 ? (ay + by) / whole : 0 }
}
