// SPDX-License-Identifier: AGPL-3.0-or-later
// The title of a note that isn't sent yet. The server names the others by the same rules, see tests/note-titles.json.

const maxCharacters = 100
/** Longer lines aren't looked at beyond this, because a title is short and a line can have a million bytes. */
const maxBytes = 1000

const mark = /^(?:#{1,6}(?= |$)|>|\[[ xX]\](?= |$)|[-*+](?= |$)|\d{1,9}[.)](?= |$))/
const emphases = ['***', '**', '__', '*', '_', '`']

/** The first line with words, without the marks of Markdown around them; "" if there is none. */
export function noteTitle(markdown: string): string {
  for (let start = 0; start <= markdown.length; ) {
    const newline = markdown.indexOf('\n', start)
    const end = newline < 0 ? markdown.length : newline
    const words = withoutMarks(withoutLinks(cut(markdown.slice(start, Math.min(end, start + maxBytes)))))
    if (hasWords(words)) return trimmed([...words].slice(0, maxCharacters).join(''))
    start = end + 1
  }
  return ''
}

/** The first thousand bytes in UTF-8, without a part of a character. */
function cut(line: string): string {
  // A character has at most three bytes for each of its UTF-16 units.
  if (line.length * 3 <= maxBytes) return line
  const bytes = new Uint8Array(maxBytes)
  const { read } = new TextEncoder().encodeInto(line, bytes)
  return line.slice(0, read)
}

function withoutMarks(line: string): string {
  let words = trimmed(line)
  for (let found = mark.exec(words); found; found = mark.exec(words)) words = trimmed(words.slice(found[0].length))
  for (const emphasis of emphases)
    if (words.length > 2 * emphasis.length && words.startsWith(emphasis) && words.endsWith(emphasis))
      words = trimmed(words.slice(emphasis.length, -emphasis.length))
  return words
}

/** Pictures are left out, and of links only their words are kept. */
function withoutLinks(line: string): string {
  let kept = ''
  for (let rest = line; ; ) {
    const middle = rest.indexOf('](')
    const begin = rest.slice(0, Math.max(0, middle)).lastIndexOf('[')
    const end = rest.indexOf(')', middle)
    if (middle < 0 || begin < 0 || end < 0) return kept + rest
    const isPicture = rest[begin - 1] === '!'
    kept += isPicture ? rest.slice(0, begin - 1) : rest.slice(0, begin) + rest.slice(begin + 1, middle)
    rest = rest.slice(end + 1)
    if (isPicture && kept.endsWith(' ') && rest.startsWith(' ')) rest = rest.slice(1)
  }
}

const hasWords = (line: string) => /[^-*_= ]/.test(line)

/** Other blanks count as words, as on the server. */
function trimmed(text: string): string {
  return text.replace(/^[ \t\r]+|[ \t\r]+$/g, '')
}
