// SPDX-License-Identifier: AGPL-3.0-or-later
// How wide strokes are drawn, and how far their ends reach: darkness across and along them, where nothing else lies.
import type { Darkness } from '../fidelity-measure.ts'
import type { MeasuredPair } from './pairs.ts'
import { darknessOfRgb } from './picture.ts'
import type { InkPoint, InkStroke } from './strokes.ts'

/** Page units, of both pictures. */
export interface DrawnSize {
  stroke: InkStroke
  /** The point whose width and pressure hold there. */
  point: InkPoint
  ours: number
  theirs: number
}

export interface DrawnSizes {
  /** Across strokes, every few units. */
  widths: DrawnSize[]
  /** From the last point of a stroke on, in its direction. */
  reaches: DrawnSize[]
}

/** How wide a pen can get at a point, so that what lies farther away is left out. */
export type WidestAt = (stroke: InkStroke, point: InkPoint) => number

/** A place on a stroke in the pictures' pixels, and the direction in which the stroke goes on there. */
interface Place {
  x: number
  y: number
  dx: number
  dy: number
  point: InkPoint
  /** Along the stroke, from its first point. */
  distance: number
}

const spacing = 3
/** Beyond the widest ink of a stroke, so that all of its edge is within. */
const beyond = 4
/** The length over which a direction is measured, in units. */
const directionLength = 8

export function measureSizes({ ours, truth, strokes, left }: MeasuredPair, widestAt: WidestAt): DrawnSizes {
  const pictures = [darknessOfRgb(ours), darknessOfRgb(truth)] as const
  const paths = strokes.map((stroke) => pathOf(stroke, left))
  const owners = ownersOf(paths, strokes, widestAt, truth)
  const sizes: DrawnSizes = { widths: [], reaches: [] }
  strokes.forEach((stroke, index) => {
    const path = paths[index] ?? []
    const isAlone = (x: number, y: number) => {
      const owner = owners.at(x, y)
      return owner === index || owner === noOwner
    }
    const inside = path.filter(
      (place, at) => at % spacing === 0 && isInside(place, path, widestAt(stroke, place.point)),
    )
    const widths = inside.filter((place) => liesAlone(place, path, widestAt(stroke, place.point), isAlone))
    const tones = pictures.map((picture) => toneOf(picture, widths, stroke, widestAt)) as [number, number]
    const measured = (place: Place, ink: typeof inkAcross): DrawnSize => {
      const reach = widestAt(stroke, place.point) / 2 + beyond
      const [first, second] = pictures.map((picture, which) => ink(picture, place, reach) / (tones[which] ?? 1))
      return { stroke, point: place.point, ours: first ?? 0, theirs: second ?? 0 }
    }
    sizes.widths.push(...widths.map((place) => measured(place, inkAcross)))
    const last = path.at(-1)
    if (last && widths.length > 0 && endsAlone(last, path, widestAt(stroke, last.point), isAlone))
      sizes.reaches.push(measured(last, inkBeyond))
  })
  return sizes
}

/** A place every unit. */
function pathOf({ points }: InkStroke, left: number): Place[] {
  const path: Place[] = []
  let distance = 0
  points.forEach((point, index) => {
    const next = points[index + 1] ?? point
    const length = Math.hypot(next.x - point.x, next.y - point.y)
    const steps = Math.max(1, Math.ceil(length))
    for (let step = 0; step < steps; step++) {
      const [x, y] = [between(point.x, next.x, step / steps) - left, between(point.y, next.y, step / steps)]
      path.push({ x, y, dx: 0, dy: 0, point, distance: distance + (length * step) / steps })
    }
    distance += length
  })
  path.forEach((place, index) => {
    const isLast = index === path.length - 1
    const from = path[Math.max(0, index - (isLast ? directionLength : directionLength / 2))] ?? place
    const to = path[Math.min(path.length - 1, index + directionLength / 2)] ?? place
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    // A bend has no direction to measure across.
    if (length < 0.8 * (to.distance - from.distance) || length === 0) return
    place.dx = (to.x - from.x) / length
    place.dy = (to.y - from.y) / length
  })
  return path
}

const between = (from: number, to: number, share: number) => from + (to - from) * share

const noOwner = -1
const several = -2

/** Whose ink can lie on each pixel. */
function ownersOf(paths: Place[][], strokes: InkStroke[], widestAt: WidestAt, size: { width: number; height: number }) {
  const { width, height } = size
  const owners = new Int32Array(width * height).fill(noOwner)
  paths.forEach((path, index) => {
    const stroke = strokes[index]
    if (!stroke) return
    for (const { x, y, point } of path) {
      const radius = widestAt(stroke, point) / 2 + 1.5
      for (let row = Math.max(0, Math.floor(y - radius)); row <= Math.min(height - 1, y + radius); row++) {
        const half = Math.sqrt(Math.max(0, radius * radius - (row + 0.5 - y) ** 2))
        for (let column = Math.max(0, Math.floor(x - half)); column <= Math.min(width - 1, x + half); column++) {
          const owner = owners[row * width + column]
          owners[row * width + column] = owner === noOwner || owner === index ? index : several
        }
      }
    }
  })
  return {
    at: (x: number, y: number) =>
      x < 0 || y < 0 || x >= width || y >= height ? several : owners[Math.floor(y) * width + Math.floor(x)],
  }
}

const isStraight = ({ dx, dy }: Place) => dx !== 0 || dy !== 0

/** Far enough from both ends that no cap is measured. */
function isInside(place: Place, path: Place[], width: number): boolean {
  const length = path.at(-1)?.distance ?? 0
  return isStraight(place) && place.distance > width + beyond && place.distance < length - width - beyond
}

type IsAlone = (x: number, y: number) => boolean

/** Neither other strokes nor other parts of this one lie across it. */
function liesAlone(place: Place, path: Place[], width: number, isAlone: IsAlone): boolean {
  const reach = width / 2 + beyond
  for (let at = -reach; at <= reach; at++) if (!isAlone(place.x - at * place.dy, place.y + at * place.dx)) return false
  return !path.some((other) => {
    return Math.abs(other.distance - place.distance) > 2 * reach + 4 && distanceOf(other, place) < 2 * reach
  })
}

function endsAlone(last: Place, path: Place[], width: number, isAlone: IsAlone): boolean {
  const reach = width / 2 + beyond
  if (!isStraight(last) || last.distance < 2 * width) return false
  for (let at = 0; at <= reach; at++) if (!isAlone(last.x + at * last.dx, last.y + at * last.dy)) return false
  return !path.some(
    (other) => last.distance - other.distance > width + 2 * beyond && distanceOf(other, last) < width + 2,
  )
}

const distanceOf = (a: Place, b: Place) => Math.hypot(a.x - b.x, a.y - b.y)

const fine = 0.25

function inkAcross(picture: Darkness, { x, y, dx, dy }: Place, reach: number): number {
  let ink = 0
  for (let at = -reach; at <= reach; at += fine) ink += darknessAt(picture, x - at * dy, y + at * dx) * fine
  return ink
}

/** Along three lines half a unit apart. */
function inkBeyond(picture: Darkness, { x, y, dx, dy }: Place, reach: number): number {
  let ink = 0
  for (const aside of [-0.5, 0, 0.5])
    for (let at = fine / 2; at <= reach; at += fine)
      ink += darknessAt(picture, x + at * dx - aside * dy, y + at * dy + aside * dx) * (fine / 3)
  return ink
}

/** The darkness of a stroke's ink where it is drawn whole: that of its colour. */
function toneOf(picture: Darkness, places: Place[], stroke: InkStroke, widestAt: WidestAt): number {
  const darkest = places.map(({ x, y, dx, dy, point }) => {
    const reach = widestAt(stroke, point) / 2
    let max = 0
    for (let at = -reach; at <= reach; at += fine) max = Math.max(max, darknessAt(picture, x - at * dy, y + at * dx))
    return max
  })
  darkest.sort((a, b) => a - b)
  return Math.max(0.1, darkest[Math.floor(0.95 * darkest.length)] ?? 1)
}

/** Between the middles of four pixels; beyond the edge lies white paper. */
function darknessAt(picture: Darkness, x: number, y: number): number {
  const [column, row] = [Math.floor(x - 0.5), Math.floor(y - 0.5)]
  const [right, down] = [x - 0.5 - column, y - 0.5 - row]
  const of = (across: number, below: number) => {
    const isThere = across >= 0 && below >= 0 && across < picture.width && below < picture.height
    return isThere ? (picture.values[below * picture.width + across] ?? 0) : 0
  }
  const above = between(of(column, row), of(column + 1, row), right)
  return between(above, between(of(column, row + 1), of(column + 1, row + 1), right), down)
}
