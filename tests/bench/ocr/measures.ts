// SPDX-License-Identifier: AGPL-3.0-or-later
// How far what was read is from what is written. Markdown on both sides, or plain text where no more is known.

export interface Closeness {
  /** Characters to insert, delete and replace for each that is written, Markdown's marks left out; may exceed 1. */
  characterErrors: number
  /** Share of the written lines that were read without a fault, in their order. */
  lines: number
  /** How well headings, lists, checkboxes and tables agree, from 0 to 1; null if they are unknown. */
  structure: number | null
  /** What the errors are a share of. */
  characters: number
}

export function closenessOf(written: string, read: string, format: 'markdown' | 'text'): Closeness {
  const [expected, got] = [linesOf(written, format), linesOf(read, 'markdown')]
  const characters = [...expected.join('\n')]
  return {
    characterErrors: distance(characters, [...got.join('\n')]) / Math.max(1, characters.length),
    lines: expected.length > 0 ? inCommon(expected, got) / expected.length : Number(got.length === 0),
    structure: format === 'text' ? null : structureOf(written, read),
    characters: characters.length,
  }
}

/** The words of each line that has any, as one would compare them by eye: without marks, blanks told apart from none. */
export function linesOf(source: string, format: 'markdown' | 'text'): string[] {
  return source
    .normalize('NFC')
    .split('\n')
    .map((line) => (format === 'markdown' ? withoutMarks(line) : line).replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
}

const heading = /^(#{1,6})\s+/
const listItem = /^(\s*)([-*+]|\d+[.)])\s+/
const checkbox = /^\[([ xX])\]\s+/
const tableRow = /^\s*\|.*\|\s*$/
const ruler = /^[\s|:-]*$/

function withoutMarks(line: string): string {
  if (ruler.test(line)) return ''
  const bare = line.replace(heading, '').replace(listItem, '').replace(checkbox, '').replace(/^↳\s*/, '')
  const cells = tableRow.test(line) ? cellsOf(line).join(' ') : bare
  return cells.replace(/\*\*|~~|\$+/g, '').replace(/\\([!-/:-@[-`{-~])/g, '$1')
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
}

/** How many of the marks, in their order, stand on both sides, as the F1 score. */
function structureOf(written: string, read: string): number {
  const [expected, got] = [marksOf(written), marksOf(read)]
  const sum = expected.length + got.length
  return sum === 0 ? 1 : (2 * inCommon(expected, got)) / sum
}

/** Every mark of structure by its kind, such as "heading 1", "item 0", "open 2", "row of 3". */
export function marksOf(markdown: string): string[] {
  return markdown.split('\n').flatMap((line) => {
    const title = heading.exec(line)
    if (title) return [`heading ${title[1]?.length}`]
    if (tableRow.test(line)) return ruler.test(line) ? [] : [`row of ${cellsOf(line).length}`]
    const item = listItem.exec(line)
    if (!item) return []
    const depth = Math.floor((item[1] ?? '').replaceAll('\t', '  ').length / 2)
    const box = checkbox.exec(line.slice(item[0].length))
    if (box) return [`${box[1] === ' ' ? 'open' : 'done'} ${depth}`]
    return [`${/\d/.test(item[2] ?? '') ? 'number' : 'item'} ${depth}`]
  })
}

/** Levenshtein's distance, in memory of one row. */
export function distance<T>(from: readonly T[], to: readonly T[]): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, one] of from.entries()) {
    const next = [index + 1]
    for (const [at, other] of to.entries())
      next.push(Math.min(one === other ? cell(row, at) : cell(row, at) + 1, cell(row, at + 1) + 1, cell(next, at) + 1))
    row = next
  }
  return cell(row, to.length)
}

/** Length of the longest common subsequence. */
export function inCommon<T>(one: readonly T[], other: readonly T[]): number {
  let row = new Array<number>(other.length + 1).fill(0)
  for (const item of one) {
    const next = [0]
    for (const [at, candidate] of other.entries())
      next.push(item === candidate ? cell(row, at) + 1 : Math.max(cell(row, at + 1), cell(next, at)))
    row = next
  }
  return cell(row, other.length)
}

function cell(row: number[], index: number): number {
  return row[index] ?? 0
}
