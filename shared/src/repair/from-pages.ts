// SPDX-License-Identifier: AGPL-3.0-or-later
// Matches a highlight to the pages of a PDF: by its rectangles, which lie on its own page, and by its text.
import { isLegible, looksLikeLanguage, withoutMojibake } from './legible.ts'
import { compoundsIn, folded, type IsCompound, type Passages, type Range, type Rect, readable } from './passages.ts'
import { isEvenlyAlike, mostSimilar, similarityOf } from './search.ts'
import { type Covered, coveredWords } from './under-rects.ts'
import { occurrenceOf } from './whole.ts'

/** A highlight as the tablet states it. */
export interface Mark {
  original_text: string
  /** On its page of the source, in the units of the printed words. */
  rects: readonly Rect[]
}

export interface Passage extends Range {
  passages: Passages
  isCompound: IsCompound
  /** 0 to 1. */
  confidence: number
  /** False if the same words are in several places: their sentence is unknown. */
  isPlaced: boolean
}

/** `whole`: the text is as printed. `unknown`: nothing on these pages is like it. */
export type Matched = Passage | 'whole' | 'unknown'

export const minSimilarity = 0.65
/** For the words below rectangles that fit them well. */
const minBelow = 0.5
/** The tablet's page numbers may differ by that. */
const maxDistance = 2

/** By how much a passage has to be more similar than any other, unless the rectangles are there too. */
const minLead = 0.1
/** Short texts are like many others, so they have to be more similar. */
const short = { letters: 30, similarity: 0.75 }
/** A text that is cut off has that share of the letters below its rectangles at most. */
const cutOff = 0.8

const fits = { well: 0.85, somehow: 0.6 }

/** `pageAt` returns undefined for pages that don't exist. */
export function matchToPages(mark: Mark, page: number, pageAt: (page: number) => Passages | undefined): Matched {
  const text = withoutMojibake(mark.original_text)
  const below = wordsBelow(mark, pageAt(page))
  const pages = nearest(page, pageAt)
  for (const { passages } of isLegible(text) ? pages : pages.slice(0, 1)) {
    const found = exactMatch(text, passages, below)
    if (found?.isWhole && text === mark.original_text) return 'whole'
    if (found) return found
  }
  if (!isLegible(text)) return below ? matchIllegible(text, below) : 'unknown'
  return matchText(text, pages, below)
}

/** Undefined if these letters aren't on the page. */
function exactMatch(
  text: string,
  passages: Passages,
  below: Below | undefined,
): (Passage & { isWhole?: boolean }) | undefined {
  const isCompound = compoundsIn(passages, text)
  const found = occurrenceOf(passages, text, isCompound)
  if (!found) return undefined
  if (below?.own === passages && isCutOff(text, below)) return withRects(below, text, fits.well)
  const isBelow = below && similarityTo(below, text) >= minSimilarity
  if (isBelow && !found.isWhole) return withRects(below, text, 1)
  return { ...found, passages, isCompound, confidence: 1, isPlaced: found.isOnly }
}

function wordsBelow({ rects }: Mark, own: Passages | undefined): Below | undefined {
  const covered = own && rects.length > 0 ? coveredWords(own.units, rects) : undefined
  return own && covered && { ...coveredText(own, covered), covered, own }
}

interface Below {
  covered: Covered
  own: Passages
  text: string
  letters: string
}

function coveredText(own: Passages, covered: Covered): { text: string; letters: string } {
  const text = readable(own.units, covered)
  return { text, letters: folded(text) }
}

function nearest(
  page: number,
  pageAt: (page: number) => Passages | undefined,
): { passages: Passages; distance: number }[] {
  const found: { passages: Passages; distance: number }[] = []
  for (let distance = 0; distance <= maxDistance; distance++)
    for (const each of new Set([page - distance, page + distance])) {
      const passages = pageAt(each)
      if (passages && passages.letters !== '') found.push({ passages, distance })
    }
  return found
}

function isCutOff(text: string, { letters, covered }: Below): boolean {
  const given = folded(text)
  return covered.fit >= fits.well && letters.includes(given) && given.length < letters.length * cutOff
}

function withRects({ covered, own }: Below, text: string, confidence: number): Passage {
  const { first, last } = covered
  return { first, last, passages: own, isCompound: compoundsIn(own, text), confidence, isPlaced: true }
}

/** A text that says little or nothing: the words below its rectangles, unless the little it says is something else. */
function matchIllegible(text: string, below: Below): Matched {
  const { covered } = below
  if (covered.fit < fits.somehow || !looksLikeLanguage(below.text)) return 'unknown'
  const confidence = covered.fit >= fits.well ? 0.95 : 0.75
  if (folded(text) === '') return withRects(below, text, confidence)
  if (!looksLikeLanguage(text)) return withRects(below, text, Math.min(confidence, 0.8))
  const similarity = similarityTo(below, text)
  return similarity >= minSimilarity ? withRects(below, text, (1 + similarity) / 2) : 'unknown'
}

function similarityTo({ own, covered }: Below, text: string): number {
  const end = own.startOf[covered.last + 1] ?? own.letters.length
  const letters = own.letters.slice(own.startOf[covered.first], end)
  return similarityOf(letters, text)
}

interface Candidate extends Passage {
  similarity: number
  rival: number
  letters: string
  /** Whether the rectangles are there too. */
  isMarked: boolean
  score: number
}

function matchText(text: string, pages: { passages: Passages; distance: number }[], below: Below | undefined): Matched {
  const likeness = below ? similarityTo(below, text) : 0
  if (below && likeness >= minSimilarity) return withRects(below, text, (1 + likeness) / 2)
  const candidates = pages.flatMap((each) => candidateOn(each, text, below)).sort((a, b) => b.score - a.score)
  const [best, ...others] = candidates
  if (best?.isMarked) return { ...best, confidence: (1 + best.similarity) / 2 }
  if (best && leads(best, others, text)) return best
  return below && likeness >= minBelow && below.covered.fit >= fits.well ? withRects(below, text, likeness) : 'unknown'
}

function leads(best: Candidate, others: Candidate[], text: string): boolean {
  const differing = others.filter(({ letters }) => letters !== best.letters)
  const rival = Math.max(best.rival, ...differing.map(({ similarity }) => similarity))
  if (best.similarity - rival < minLead) return false
  if (folded(text).length < short.letters && best.similarity < short.similarity) return false
  return isEvenlyAlike(best.letters, text)
}

function candidateOn(
  { passages, distance }: { passages: Passages; distance: number },
  text: string,
  below: Below | undefined,
): Candidate[] {
  const found = mostSimilar(passages, text, minSimilarity)
  if (!found) return []
  const { first, last, similarity } = found.best
  const isMarked = below?.own === passages && sharedPart(found.best, below.covered) >= 0.5
  const end = passages.startOf[last + 1] ?? passages.letters.length
  return [
    {
      ...{ first, last, similarity, rival: found.rival, passages, isMarked },
      isCompound: compoundsIn(passages, text),
      letters: passages.letters.slice(passages.startOf[first], end),
      confidence: similarity,
      isPlaced: true,
      score: similarity + (isMarked ? 0.15 : 0) - 0.03 * distance,
    },
  ]
}

/** Of both ranges together. */
function sharedPart(one: Range, two: Range): number {
  const shared = Math.min(one.last, two.last) - Math.max(one.first, two.first) + 1
  const all = Math.max(one.last, two.last) - Math.min(one.first, two.first) + 1
  return Math.max(0, shared) / all
}
