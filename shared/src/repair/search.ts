// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds the passage that is most like a text, with Myers' bit-parallel algorithm (decision 103).
import search from 'approx-string-match'
import { folded, type Passages, type Range } from './passages.ts'

export interface Found extends Range {
  /** 0 to 1: the share of letters that needn't be changed. */
  similarity: number
}

/** Letters beyond that are cut: they say enough, and each costs time. */
const maxLetters = 4000

/** The most similar passage with at least this similarity, and the next similar one in another place. */
export function mostSimilar(
  passages: Passages,
  text: string,
  minSimilarity: number,
): { best: Found; rival: number } | undefined {
  const pattern = folded(text).slice(0, maxLetters)
  if (pattern === '') return undefined
  const { letters } = passages
  const best = nearest(letters, pattern, minSimilarity)
  if (!best) return undefined
  const others = [letters.slice(0, best.start), letters.slice(best.end)]
  const rivals = others.map((each) => nearest(each, pattern, minSimilarity / 2)?.similarity ?? 0)
  const range = unitsOf(passages, best)
  return range && { best: { ...range, similarity: best.similarity }, rival: Math.max(...rivals) }
}

/** 0 to 1: the share of letters that needn't be changed, of the whole text and all of these folded letters. */
export function similarityOf(letters: string, text: string): number {
  const [one, two] = [folded(text), letters].map((each) => each.slice(0, maxLetters)) as [string, string]
  const longest = Math.max(one.length, two.length)
  return longest === 0 ? 0 : 1 - distanceOf(one, two) / longest
}

/** Levenshtein's, row by row. */
function distanceOf(one: string, two: string): number {
  let row = Uint32Array.from({ length: two.length + 1 }, (_, at) => at)
  for (let at = 0; at < one.length; at++) {
    const next = new Uint32Array(two.length + 1)
    next[0] = at + 1
    for (let other = 0; other < two.length; other++) {
      const kept = (row[other] ?? 0) + (one[at] === two[other] ? 0 : 1)
      next[other + 1] = Math.min(kept, (row[other + 1] ?? 0) + 1, (next[other] ?? 0) + 1)
    }
    row = next
  }
  return row[two.length] ?? 0
}

/** Letters of a piece, and how similar each has to be. */
const piece = { letters: 30, similarity: 0.6 }

/**
 * Whether every piece of the text is like the passage: noise is everywhere, but a text that only shares phrases with
 * the passage has pieces that are quite different.
 */
export function isEvenlyAlike(letters: string, text: string): boolean {
  const pattern = folded(text).slice(0, maxLetters)
  const pieces = Math.max(1, Math.floor(pattern.length / piece.letters))
  for (let nth = 0; nth < pieces; nth++) {
    const [from, to] = [nth, nth + 1].map((each) => each / pieces) as [number, number]
    const part = pattern.slice(Math.round(from * pattern.length), Math.round(to * pattern.length))
    const [start, end] = [from * letters.length - piece.letters, to * letters.length + piece.letters]
    const around = letters.slice(Math.max(0, Math.floor(start)), Math.ceil(end))
    if (!nearest(around, part, piece.similarity)) return false
  }
  return true
}

interface Match {
  start: number
  end: number
  similarity: number
}

function nearest(letters: string, pattern: string, minSimilarity: number): Match | undefined {
  // As many letters may have been lost.
  const maxErrors = Math.floor((pattern.length * (1 - minSimilarity)) / minSimilarity)
  let best: Match | undefined
  for (const { start, end, errors } of search(letters, pattern, maxErrors)) {
    const similarity = 1 - errors / Math.max(pattern.length, end - start)
    // Of equals the longest: letters at the end were lost rather than added.
    if (!best || similarity >= best.similarity) best = { start, end, similarity }
  }
  return best && best.similarity >= minSimilarity ? best : undefined
}

/** Whole words: a word at an end counts if half of its letters match. */
function unitsOf({ units, letters, unitAt, startOf }: Passages, { start, end }: Match): Range | undefined {
  let [first, last] = [unitAt[start], unitAt[end - 1]]
  if (first === undefined || last === undefined) return undefined
  const endOf = (unit: number) => startOf[unit + 1] ?? letters.length
  const middleOf = (unit: number) => ((startOf[unit] ?? 0) + endOf(unit)) / 2
  if (first < last && start > middleOf(first)) first++
  if (last > first && end < middleOf(last)) last--
  return first < units.length ? { first, last } : undefined
}
