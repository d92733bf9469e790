// SPDX-License-Identifier: AGPL-3.0-or-later
// Tells whether a highlight's text is as it is printed, apart from line breaks and punctuation.
import { hasLostCharacters } from './legible.ts'
import { folded, type IsCompound, type Passages, type Range, readable } from './passages.ts'

export interface Occurrence extends Range {
  /** Every word of the text begins and ends where a printed one does. */
  isWhole: boolean
  /** These letters are in no other place. */
  isOnly: boolean
}

/** Where exactly these letters are, preferably with the same spaces, or else as whole words. Undefined if nowhere. */
export function occurrenceOf(passages: Passages, text: string, isCompound: IsCompound): Occurrence | undefined {
  const pattern = folded(text)
  const places = placesOf(passages, pattern)
  const given = gapsOf(text)
  for (const { start, first, last } of hasLostCharacters(text) ? [] : places) {
    const printed = gapsOf(readable(passages.units, { first, last }, isCompound))
    const offset = start - (passages.startOf[first] ?? 0)
    if (isSpacedAlike(given, printed, offset, pattern))
      return { first, last, isWhole: true, isOnly: places.length === 1 }
  }
  const ofWords = places.filter(({ isOfWords }) => isOfWords)
  const [best] = ofWords.length > 0 ? ofWords : places
  return best && { first: best.first, last: best.last, isWhole: false, isOnly: places.length === 1 }
}

interface Place extends Range {
  /** Among the letters. */
  start: number
  /** Begins and ends with a word. */
  isOfWords: boolean
}

function placesOf({ letters, unitAt, startOf }: Passages, pattern: string): Place[] {
  const places: Place[] = []
  if (pattern === '') return places
  let start = letters.indexOf(pattern)
  for (; start >= 0 && places.length < maxOccurrences; start = letters.indexOf(pattern, start + 1)) {
    const end = start + pattern.length
    const [first, last] = [unitAt[start] ?? 0, unitAt[end - 1] ?? 0]
    const isOfWords = startOf[first] === start && (startOf[last + 1] ?? letters.length) === end
    places.push({ start, first, last, isOfWords })
  }
  return places
}

/** Places looked at, at most: a short text may be on a page very often. */
const maxOccurrences = 20

/** What is between two letters. `broken`: a hyphen at the end of a line. Not listed: nothing. */
type Gap = 'space' | 'hyphen' | 'broken' | 'other'

/** By the number of letters before it. */
function gapsOf(text: string): Map<number, Gap> {
  const gaps = new Map<number, Gap>()
  let [count, between] = [0, '']
  for (const character of text.normalize('NFKD').toLowerCase()) {
    if (/[\p{M}\u00AD]/u.test(character) && between === '') continue
    if (/[\p{L}\p{N}]/u.test(character)) {
      if (between !== '' && count > 0) gaps.set(count, kindOf(between))
      between = ''
      count += character.length
    } else between += character
  }
  return gaps
}

function kindOf(between: string): Gap {
  if (/^\s+$/.test(between)) return 'space'
  if (/^[-\u2010]$/.test(between)) return 'hyphen'
  return /^[-\u2010\u00AD]\s+$/.test(between) ? 'broken' : 'other'
}

/** Letters in a row without a space that are still believed to be a word. */
const longestWord = 40

/** `offset`: where the text begins among the printed letters. */
function isSpacedAlike(
  given: Map<number, Gap>,
  printed: Map<number, Gap>,
  offset: number,
  { length }: string,
): boolean {
  let [lost, added, words] = [0, 0, 1]
  for (let at = 1; at < length; at++) {
    const [one, two] = [given.get(at), printed.get(at + offset)]
    if (two === 'space') words++
    if (!one && (two === 'space' || two === 'hyphen')) lost++
    if (one && one !== 'other' && !two) added++
  }
  if (lost + added === 0) return true
  // Letters that are printed far apart look like words, and some PDFs have no spaces at all.
  const meanLength = length / words
  return added > lost ? meanLength > longestWord / 2 : meanLength < 2.5
}
