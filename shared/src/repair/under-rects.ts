// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds the words that a highlight's rectangles cover.
import type { Range, Rect, Unit } from './passages.ts'

export interface Covered extends Range {
  /** Share of the rectangles' width that words fill, 0 to 1: less if they are in another place than the words. */
  fit: number
}

/** Most of a word's width has to be covered, and its middle line. */
const minShare = 0.5
/** Words between those that are covered, as a rectangle may be missing. */
const maxGap = 0.2

/** Undefined if they cover no words, or words in several places. */
export function coveredWords(units: readonly Unit[], rects: readonly Rect[]): Covered | undefined {
  const covered: number[] = []
  for (const [position, unit] of units.entries()) if (isCovered(unit, rects)) covered.push(position)
  const [first, last] = [covered[0], covered.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const count = last - first + 1
  if (covered.length < count * (1 - maxGap)) return undefined
  return { first, last, fit: fitOf(units.slice(first, last + 1), rects) }
}

function isCovered({ rect }: Unit, rects: readonly Rect[]): boolean {
  const middle = rect.y + rect.height / 2
  return rects.some((each) => {
    if (middle < each.y || middle > each.y + each.height) return false
    return sharedWidth(rect, each) >= rect.width * minShare
  })
}

/** How well the words fill the rectangles from side to side. */
function fitOf(units: readonly Unit[], rects: readonly Rect[]): number {
  let [filled, all] = [0, 0]
  for (const rect of rects) {
    const line = units.filter(({ rect: { y, height } }) => {
      const middle = y + height / 2
      return middle >= rect.y && middle <= rect.y + rect.height
    })
    const left = Math.min(...line.map((unit) => unit.rect.x))
    const right = Math.max(...line.map((unit) => unit.rect.x + unit.rect.width))
    all += Math.max(rect.width, line.length > 0 ? right - left : 0)
    if (line.length > 0) filled += sharedWidth(rect, { x: left, y: 0, width: right - left, height: 0 })
  }
  return all > 0 ? filled / all : 0
}

function sharedWidth(one: Rect, two: Rect): number {
  return Math.max(0, Math.min(one.x + one.width, two.x + two.width) - Math.max(one.x, two.x))
}
