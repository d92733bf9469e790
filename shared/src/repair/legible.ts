// SPDX-License-Identifier: AGPL-3.0-or-later
// Tells language from gibberish, which fuzzy matching would find anywhere.

/** Below that, a text is found in too many places. */
const min = { characters: 15, words: 3, letters: 0.6 }
const max = { symbols: 0.2, symbolsInARow: 3 }

const letter = /[\p{L}\p{M}]/u
const silent = /[\s\p{N}]/u
const words = new Intl.Segmenter('und', { granularity: 'word' })

/** On one line, with single spaces. */
export const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Whether a text is long enough, and enough like language, to be looked for in a book. */
export function isLegible(text: string): boolean {
  const { length } = [...plain(text)]
  return length >= min.characters && countWords(text) >= min.words && looksLikeLanguage(text)
}

/** The same without a minimum of length: for words whose place is known. */
export function looksLikeLanguage(text: string): boolean {
  let [letters, symbols, row, longestRow, all] = [0, 0, 0, 0, 0]
  for (const character of text.replace(/\s+/g, '')) {
    all++
    const isSymbol = !letter.test(character) && !silent.test(character)
    if (letter.test(character)) letters++
    if (isSymbol) symbols++
    row = isSymbol ? row + 1 : 0
    longestRow = Math.max(longestRow, row)
  }
  const isSpoken = letters >= min.letters * all && symbols <= max.symbols * all
  return all > 0 && isSpoken && longestRow <= max.symbolsInARow
}

/** Characters that no text means: lost ones, control characters, and those that only one font knows. */
export function hasLostCharacters(text: string): boolean {
  return /[\uFFFD\p{Co}\p{Cn}]|(?![\t\n\r])\p{Cc}/u.test(text)
}

/** Words of a text that lost its spaces are counted by their usual length. */
const long = { word: 25, usual: 8 }

function countWords(text: string): number {
  let count = 0
  for (const { segment, isWordLike } of words.segment(text))
    if (isWordLike) count += segment.length > long.word ? Math.floor(segment.length / long.usual) : 1
  return count
}

/** UTF-8 that was read as Latin-1 ("Ã©" for "é") as it was meant. */
export function withoutMojibake(text: string): string {
  const codes = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
  if (!/[\u00C2-\u00F4][\u0080-\u00BF]/.test(text) || codes.some((code) => code > 0xff)) return text
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(codes))
  } catch {
    return text
  }
}
