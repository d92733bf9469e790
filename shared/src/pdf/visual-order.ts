// SPDX-License-Identifier: AGPL-3.0-or-later
// Puts a line of text into the order in which it is read from left to right on paper. PDF has text in that order, and
// readers of PDF turn what is written from right to left round again.
import bidiFactory from 'bidi-js'

const bidi = bidiFactory()

/** Hebrew, Arabic and their neighbours, also beyond the basic plane. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b]/

/** By the Unicode bidirectional algorithm. Brackets stay the characters that they are, so that they are copied so. */
export function visualOrder(line: string): string {
  if (!rightToLeft.test(line)) return line
  const letters = [...line]
  // The library knows code units: what takes two of them is replaced by one of the same kind.
  const units = letters.map((letter) => (letter.length === 1 ? letter : standIn(letter))).join('')
  return bidi
    .getReorderedIndices(units, bidi.getEmbeddingLevels(units))
    .map((index) => letters[index])
    .join('')
}

function standIn(letter: string): string {
  const kind = bidi.getBidiCharTypeName(letter)
  if (kind === 'R' || kind === 'AL') return 'א'
  return kind === 'L' ? 'a' : '*'
}
