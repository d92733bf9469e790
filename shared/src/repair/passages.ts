// SPDX-License-Identifier: AGPL-3.0-or-later
// A stretch of printed text as units (words, or characters of scripts without spaces), with their letters for matching.

export interface Rect {
  x: number
  y: number
  width: number
  height: number
}

/** A printed word. `rect` has the units of the highlights' rects, y downwards. */
export interface PrintedWord {
  text: string
  rect: Rect
  /** Numbers of its paragraph and line, in reading order. */
  block: number
  line: number
  /** Height of its letters. */
  size: number
}

export interface Unit extends PrintedWord {
  /** No space is between it and the unit before. */
  isJoined: boolean
}

/** Units `first` to `last`, both included. */
export interface Range {
  first: number
  last: number
}

export interface Passages {
  units: Unit[]
  /** Letters and digits of all units, folded. */
  letters: string
  /** For each UTF-16 unit of `letters` the position of its unit. */
  unitAt: Uint32Array
  /** For each unit where its letters begin in `letters`. */
  startOf: Uint32Array
  /** Its words in lower case, those with hyphens included. */
  words: ReadonlySet<string>
}

/** Equal for texts that differ in spaces, punctuation, case, accents or ligatures only. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

export function passagesOf(words: readonly PrintedWord[]): Passages {
  const units = words.flatMap(unitsOf)
  const parts = units.map(({ text }) => folded(text))
  const letters = parts.join('')
  const unitAt = new Uint32Array(letters.length)
  const startOf = new Uint32Array(units.length)
  let at = 0
  for (const [position, part] of parts.entries()) {
    startOf[position] = at
    unitAt.fill(position, at, at + part.length)
    at += part.length
  }
  return { units, letters, unitAt, startOf, words: new Set(units.map(({ text }) => bare(text))) }
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

function unitsOf(word: PrintedWord): Unit[] {
  if (!unspaced.test(word.text)) return [{ ...word, isJoined: false }]
  const characters = [...graphemes.segment(word.text)].map(({ segment }) => segment)
  const width = word.rect.width / characters.length
  return characters.map((text, nth) => ({
    ...word,
    text,
    rect: { ...word.rect, x: word.rect.x + nth * width, width },
    isJoined: nth > 0,
  }))
}

const endsInHyphen = /\p{L}[-\u2010\u00AD]$/u

/**
 * The range as a person would type it: words broken at the end of a line put together again. A hyphen stays if
 * `isCompound` says so.
 */
export function readable(units: readonly Unit[], { first, last }: Range, isCompound: IsCompound = () => false): string {
  let text = ''
  for (let at = first; at <= last; at++) {
    const unit = units[at]
    const before = at > first ? units[at - 1] : undefined
    if (!unit) break
    if (before && isBroken(before, unit)) {
      const whole = isCompound(before.text, unit.text)
      text = whole ? text.replace(/[\u2010\u00AD]$/, '-') : text.slice(0, -1)
    } else if (before && !isJoinedTo(before, unit)) text += ' '
    text += unit.text
  }
  return text
    .replace(/[\uFB00-\uFB06]/g, (ligature) => ligature.normalize('NFKC'))
    .replace(/\u00AD/g, '')
    .normalize('NFC')
}

/** Whether `left`, which ends in a hyphen at the end of a line, is written with it: "well-" and "known". */
export type IsCompound = (left: string, right: string) => boolean

/** Whether these two are one word, broken at the end of a line. */
export function isBroken(left: Unit, right: Unit): boolean {
  return left.line !== right.line && endsInHyphen.test(left.text) && /^\p{Ll}/u.test(right.text)
}

/** Lines of scripts without spaces continue without one. */
export function isJoinedTo(left: Unit, right: Unit): boolean {
  return right.isJoined || (left.line !== right.line && unspaced.test(left.text) && unspaced.test(right.text))
}

/** Compounds are what the passages or the text have in one line with its hyphen, and nowhere without. */
export function compoundsIn({ words }: Passages, text: string): IsCompound {
  const given = new Set([...text.matchAll(/\p{L}+(?:[-\u2010]\p{L}+)+/gu)].map(([word]) => bare(word)))
  return (left, right) => {
    const [start, end] = [bare(left.slice(0, -1)), bare(right)]
    const compound = `${start}-${end}`
    return words.has(compound) || (given.has(compound) && !words.has(start + end))
  }
}

const bare = (word: string) =>
  word
    .toLowerCase()
    .replace(/\u2010/g, '-')
    .replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
