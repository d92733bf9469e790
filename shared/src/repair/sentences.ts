// SPDX-License-Identifier: AGPL-3.0-or-later
// Grows a found passage to the sentences that it is in.
import { type IsCompound, isBroken, isJoinedTo, type Range, readable, type Unit } from './passages.ts'

/** In characters, what an end grows by at most: a sentence this long is a list or a table without full stops. */
const maxGrowth = 400

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' })

/** Abbreviations and initials, whose full stop ends no sentence. */
const abbreviated =
  /(?:^|[\s(])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Prof|St|vs|cf|No|Nr|Fig|Figs|Eq|Eqs|Sec|Ch|Vol|pp|p|al|e\.g|i\.e|ca|approx|resp|bzw|vgl|z\. ?B|d\. ?h|u\. ?a|Abb|Kap)\.\s*$/u

/**
 * The sentences that the range is in. An end where more would be added than was marked stays: such a mark means its own
 * words.
 */
export function grownToSentence(units: readonly Unit[], range: Range, isCompound: IsCompound): Range {
  const paragraph = paragraphAround(units, range)
  const starts = sentenceStarts(units, paragraph)
  const first = starts.findLast((start) => start <= range.first) ?? paragraph.first
  const next = starts.find((start) => start > range.last)
  const last = next === undefined ? paragraph.last : next - 1
  const lengthOf = (from: number, to: number) => readable(units, { first: from, last: to }, isCompound).length
  const room = Math.min(maxGrowth, lengthOf(range.first, range.last))
  return {
    first: lengthOf(first, range.first - 1) <= room ? first : range.first,
    last: lengthOf(range.last + 1, last) <= room ? last : range.last,
  }
}

/** Whole paragraphs: a range may be in several. */
function paragraphAround(units: readonly Unit[], range: Range): Range {
  let { first, last } = range
  while (first > 0 && !isBoundary(units, first - 1)) first--
  while (last < units.length - 1 && !isBoundary(units, last)) last++
  return { first, last }
}

/** Between `units[at]` and the next. A paragraph goes on in the next column or on the next page if its sentence does. */
function isBoundary(units: readonly Unit[], at: number): boolean {
  const [left, right] = [units[at], units[at + 1]]
  if (!left || !right) return true
  if (left.line === right.line) return false
  const [small, large] = [Math.min(left.size, right.size), Math.max(left.size, right.size)]
  if (large > small * 1.15) return true
  if (left.block === right.block) return false
  if (/[.!?:;\u2026\u3002\uFF01\uFF1F][\p{Pe}\p{Pf}"']*$/u.test(left.text)) return true
  if (/^\p{Ll}/u.test(right.text)) return false
  return !/^\p{L}/u.test(right.text) || !endsInFullLine(units, at) || !hasSeveralLines(units, at + 1)
}

/** Whether the line of `units[at]` is one of several, and as long as they are: a heading isn't. */
function endsInFullLine(units: readonly Unit[], at: number): boolean {
  const block = units[at]?.block
  const ends = new Map<number, { left: number; right: number }>()
  for (let nth = at; nth >= 0 && units[nth]?.block === block; nth--) {
    const { rect, line } = units[nth] as Unit
    const known = ends.get(line) ?? { left: Infinity, right: -Infinity }
    ends.set(line, { left: Math.min(known.left, rect.x), right: Math.max(known.right, rect.x + rect.width) })
  }
  const lengths = [...ends.values()].map(({ left, right }) => right - left)
  return lengths.length > 1 && (lengths[0] ?? 0) >= Math.max(...lengths) * fullLine
}

const fullLine = 0.8

/** Page numbers and running titles are single lines. */
function hasSeveralLines(units: readonly Unit[], first: number): boolean {
  const [block, line] = [units[first]?.block, units[first]?.line]
  for (let nth = first; units[nth]?.block === block && nth < units.length; nth++)
    if (units[nth]?.line !== line) return true
  return false
}

/** Positions of the units that sentences of the paragraph begin with, ascending. */
function sentenceStarts(units: readonly Unit[], { first, last }: Range): number[] {
  let text = ''
  const unitOf = new Map<number, number>()
  for (let at = first; at <= last; at++) {
    const unit = units[at]
    const before = at > first ? units[at - 1] : undefined
    if (!unit) break
    if (before && !isBroken(before, unit) && !isJoinedTo(before, unit)) text += ' '
    unitOf.set(text.length, at)
    text += unit.text
  }
  const starts: number[] = []
  let isOpen = false
  for (const { segment, index } of sentences.segment(text)) {
    const unit = unitOf.get(index)
    if (!isOpen && unit !== undefined) starts.push(unit)
    isOpen = abbreviated.test(segment)
  }
  return starts
}
