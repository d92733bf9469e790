// SPDX-License-Identifier: AGPL-3.0-or-later
// Widths and ends of every pen, as lines of `make bench`.
import { penNames } from '../pen-names.ts'
import type { MeasuredPair } from './pairs.ts'
import type { InkPoint, InkStroke } from './strokes.ts'
import { type DrawnSize, measureSizes } from './widths.ts'

const highlighters = [5, 18, 23]
const erasers = [6, 8]
const white = 2
/** Fewer tell more of where they lie than of the pen. */
const minPlaces = 10

export function widthRows(pairs: MeasuredPair[]): string[] {
  const sizes = pairs
    .filter(({ pair }) => pair.text === undefined)
    .map((measured) => measureSizes({ ...measured, strokes: inkOf(measured) }, widestAt))
  const isMeasured = ({ stroke }: DrawnSize) => !highlighters.includes(stroke.tool) && stroke.color !== white
  const widths = grouped(sizes.flatMap((each) => each.widths).filter(isMeasured))
  const reaches = grouped(sizes.flatMap((each) => each.reaches).filter(isMeasured))
  const usable = [...widths].filter(([, places]) => places.length >= minPlaces)
  return usable.map(([name, places]) => {
    const ends = reaches.get(name) ?? []
    const reach = `; ${ends.length} ends reach ${mean(ends, ours).toFixed(2)}, theirs ${mean(ends, theirs).toFixed(2)}`
    return `${name.padEnd(46)}${widthOf(places)}, at ${places.length} places${ends.length > 0 ? reach : ''}`
  })
}

function inkOf({ strokes }: MeasuredPair): InkStroke[] {
  return strokes.filter(({ tool }) => !erasers.includes(tool))
}

/** Points of 2017 have no width: as much as the tablet drew at most. */
function widestAt({ tool }: InkStroke, { width }: InkPoint): number {
  if (width > 0) return width
  return { 0: 44, 1: 22, 3: 24, 5: 32 }[tool] ?? 8
}

const ours = (size: DrawnSize) => size.ours
const theirs = (size: DrawnSize) => size.theirs

function widthOf(places: DrawnSize[]): string {
  const stored = mean(places, ({ point }) => point.width)
  if (stored === 0) return `${mean(places, ours).toFixed(1)} wide, theirs ${mean(places, theirs).toFixed(1)}`
  const share = (of: (size: DrawnSize) => number) => (mean(places, of) / stored).toFixed(2)
  return `${share(ours)} of the stored ${stored.toFixed(1)}, theirs ${share(theirs)}`
}

/** Sorted by name. */
function grouped(places: DrawnSize[]): Map<string, DrawnSize[]> {
  const groups = new Map<string, DrawnSize[]>()
  for (const place of places) {
    const name = nameOf(place)
    groups.set(name, [...(groups.get(name) ?? []), place])
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function nameOf({ stroke: { tool, thickness }, point: { width, pressure, tilt } }: DrawnSize): string {
  const pen = penNames[tool] ?? `pen ${tool}`
  const isGraphite = tool === 1 || tool === 14
  if (width > 0) return isGraphite ? `${pen}, ${pressure > 0.8 ? 'pressed' : 'light'}` : pen
  const size = thickness < 1.95 ? 'thin' : thickness > 2.05 ? 'thick' : 'medium'
  const hand = isGraphite || tool === 0 ? `, ${(tilt ?? 0) > 0.8 ? 'tilted' : 'upright'}` : ''
  return `of 2017: ${pen}, ${size}${hand}, ${pressure > 0.6 ? 'pressed' : 'light'}`
}

function mean(places: DrawnSize[], of: (size: DrawnSize) => number): number {
  return places.reduce((sum, place) => sum + of(place), 0) / Math.max(1, places.length)
}
