// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the words of typed text end: how wide our typefaces run beside theirs.
import type { RgbPicture } from '../../wasm/png.ts'
import { darknessOfRgb } from './picture.ts'

/** The place of our line. */
export interface TypedLine {
  text: string
  /** Pixels: the left edge of its first letter, its baseline, the size of the type. */
  x: number
  baseline: number
  size: number
}

export interface WordEnd {
  word: string
  /** Pixels from where the line begins. */
  ours: number
  theirs: number
}

/** Words stand so far apart, letters nearer, in sizes of the type. */
const minGap = 0.2

/**
 * The ends of the words of letters at the head of a line. Where the words of either picture cannot be told apart, as
 * in struck-through text, the end of the line alone; `right` is where typed text ends in both.
 */
export function wordEnds(ours: RgbPicture, theirs: RgbPicture, line: TypedLine, right: number): WordEnd[] {
  const words = line.text.split(' ').filter((word) => word !== '')
  const [ourEnds, theirEnds] = [ours, theirs].map((picture) => endsOf(picture, line, right)) as [number[], number[]]
  const letters = words.findIndex((word) => !/^[\p{L}\p{N}?!.,]+$/u.test(word))
  const count = letters === -1 ? words.length : letters
  if (ourEnds.length >= words.length && theirEnds.length >= words.length)
    return words
      .slice(0, count)
      .map((word, index) => ({ word, ours: ourEnds[index] ?? 0, theirs: theirEnds[index] ?? 0 }))
  const [ourEnd, theirEnd] = [ourEnds.at(-1), theirEnds.at(-1)]
  if (count < words.length || ourEnd === undefined || theirEnd === undefined) return []
  return [{ word: line.text, ours: ourEnd, theirs: theirEnd }]
}

function endsOf(picture: RgbPicture, { x, baseline, size }: TypedLine, right: number): number[] {
  const { width, values } = darknessOfRgb(picture)
  const [top, bottom] = [Math.round(baseline - 0.9 * size), Math.round(baseline + 0.3 * size)]
  const hasInk = (column: number) => {
    for (let row = top; row < bottom; row++) if ((values[row * width + column] ?? 0) > 0.25) return true
    return false
  }
  const ends: number[] = []
  let last: number | undefined
  for (let column = Math.round(x - 0.1 * size); column < right; column++) {
    if (!hasInk(column)) continue
    if (last !== undefined && column - last > minGap * size) ends.push(last + 1 - x)
    last = column
  }
  return last === undefined ? ends : [...ends, last + 1 - x]
}
