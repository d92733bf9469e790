// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds words in texts, ignoring case and accents.

export interface Snippet {
  text: string
  /** In UTF-16 code units, ascending; `end` is exclusive. */
  ranges: { start: number; end: number }[]
}

/** A normalized text, and where each of its code units came from. */
interface Folded {
  letters: string
  /** One more than `letters` has: the end of the text. */
  origins: number[]
}

/** Lower case without accents, for comparison. */
export function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

export function fold(text: string): Folded {
  let letters = ''
  const origins: number[] = []
  let at = 0
  for (const character of text) {
    const plain = plainText(character)
    letters += plain
    for (let unit = 0; unit < plain.length; unit++) origins.push(at)
    at += character.length
  }
  origins.push(at)
  return { letters, origins }
}

/** The words of a query, all of which must occur; a quoted phrase is one word. */
export function wantedWords(question: string): string[] {
  const parts = question.match(/"[^"]+"|[^\s"]+/g) ?? []
  const words = parts.map((part) => fold(part.replaceAll('"', '').trim()).letters.replace(/\s+/g, ' '))
  return [...new Set(words.filter((word) => word !== ''))]
}

/** The words that occur in the text. */
export function wordsIn(text: string, words: readonly string[]): string[] {
  const letters = normalizeLine(text)
  return words.filter((word) => letters.includes(word))
}

/** A text as one normalized line, to be searched for `wantedWords`. */
export function normalizeLine(text: string): string {
  return fold(text).letters.replace(/\s+/g, ' ')
}

/**
 * Markdown marks of lines, also between lines, and inline marks. Of a link to an attachment the name stays; what it leads
 * to may be cut off.
 */
const marks =
  /(?:^|\n\s*)(?:#{1,6} |[-*+] (?:\[[ xX]\] )?|\|[ |:-]+\|(?=\n|$))|\n\s*|\*\*|~~|!?\[(?=[^[\]\n]*\]\(attachment:)|\]\(attachment:[\w-]*\)?/g

/** A piece of Markdown as one readable line, with dots between the original lines. The ranges move with their words. */
export function plainSnippet({ text, ranges }: Snippet): Snippet {
  let plain = ''
  /** The new position of each code unit. */
  const moved: number[] = []
  const keep = (end: number) => {
    for (let at = moved.length; at < end; at++) {
      moved.push(plain.length)
      plain += text[at]
    }
  }
  for (const { index, 0: mark } of text.matchAll(marks)) {
    keep(index)
    const end = index + mark.length
    while (moved.length < end) moved.push(plain.length)
    if (mark.includes('\n') && plain !== '' && end < text.length && !plain.endsWith(' · ')) plain += ' · '
  }
  keep(text.length)
  moved.push(plain.length)
  return { text: plain, ranges: ranges.map(({ start, end }) => ({ start: moved[start] ?? 0, end: moved[end] ?? 0 })) }
}

/** Code units shown before and after the start of the first word found. */
const around = { before: 40, behind: 120 }

/** The part of the text around the first word found; a short text as a whole. */
export function snippetOf(text: string, words: readonly string[]): Snippet {
  const line = text.replace(/\s+/g, ' ')
  const found = rangesIn(line, words)
  const first = found[0]?.start ?? 0
  const from = first > around.before ? letterStart(line, wordStart(line, first - around.before, first)) : 0
  const to = letterStart(line, Math.max(first, from) + around.behind)
  const [head, tail] = [from > 0 ? '…' : '', to < line.length ? '…' : '']
  const ranges = found.filter(({ start, end }) => start >= from && end <= to)
  const move = head.length - from
  return {
    text: `${head}${line.slice(from, to)}${tail}`,
    ranges: ranges.map(({ start, end }) => ({ start: start + move, end: end + move })),
  }
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The start of the letter, with its marks, that has this code unit; the end of the text behind it. */
function letterStart(text: string, at: number): number {
  return at >= text.length ? text.length : (graphemes.segment(text).containing(at)?.index ?? at)
}

function rangesIn(text: string, words: readonly string[]): Snippet['ranges'] {
  const { letters, origins } = fold(text)
  const found: Snippet['ranges'] = []
  for (const word of words)
    for (let at = letters.indexOf(word); at >= 0; at = letters.indexOf(word, at + word.length))
      found.push({ start: origins[at] ?? 0, end: origins[at + word.length] ?? text.length })
  return withoutOverlaps(found)
}

function withoutOverlaps(ranges: Snippet['ranges']): Snippet['ranges'] {
  const apart: Snippet['ranges'] = []
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = apart.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else apart.push({ start, end })
  }
  return apart
}

/** The start of the next word, if that is before the found one. */
function wordStart(text: string, from: number, before: number): number {
  const blank = text.indexOf(' ', from)
  return blank >= 0 && blank < before ? blank + 1 : from
}
