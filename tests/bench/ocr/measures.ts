// SPDX-License-Identifier: AGPL-3.0-or-later
// How far what was read is from what is written. Markdown on both sides, or plain text where no more is known.

export interface Closeness {
  /** Characters to insert, delete and replace for each that is written, Markdown's marks left out; may exceed 1. */
  characterErrors: number
  /** Share of the written lines that were read, each at least 80 % alike, wherever. */
  lines: number
  /** How well headings, items, boxes, tables, formulas and the order agree, from 0 to 1; null if they are unknown. */
  structure: number | null
  /** 0.4 of the characters that are right, 0.3 of the lines, 0.3 of the structure, from 0 to 1. */
  composite: number
  /** What the errors are a share of. */
  characters: number
}

const minSimilarity = 0.8
const weights = { characters: 0.4, lines: 0.3, structure: 0.3 }

export function closenessOf(written: string, read: string, format: 'markdown' | 'text'): Closeness {
  const [expected, got] = [linesOf(written, format), linesOf(read, 'markdown')]
  const characters = [...expected.join('\n')]
  const places = matchedLines(expected, got)
  const found = places.filter((place) => place !== null)
  const closeness = {
    characterErrors: distance(characters, [...got.join('\n')]) / Math.max(1, characters.length),
    lines: expected.length > 0 ? found.length / expected.length : Number(got.length === 0),
    structure: format === 'text' ? null : structureOf(written, read, expected.length < 2 ? null : orderOf(found)),
  }
  return { ...closeness, composite: compositeOf(closeness), characters: characters.length }
}

/** Where the structure is unknown, the others count as much more. */
export function compositeOf({
  characterErrors,
  lines,
  structure,
}: Pick<Closeness, 'characterErrors' | 'lines' | 'structure'>): number {
  const known = weights.characters * Math.max(0, 1 - characterErrors) + weights.lines * lines
  if (structure === null) return known / (weights.characters + weights.lines)
  return known + weights.structure * structure
}

/** For each written line the one that was read of it, the most alike first; null for one that wasn't read. */
export function matchedLines(expected: readonly string[], got: readonly string[]): (number | null)[] {
  const pairs = expected.flatMap((one, at) =>
    got.flatMap((other, place) => {
      const alike = similarity(one, other)
      return alike >= minSimilarity ? [{ at, place, alike }] : []
    }),
  )
  pairs.sort((a, b) => b.alike - a.alike || Math.abs(a.at - a.place) - Math.abs(b.at - b.place))
  const places = new Array<number | null>(expected.length).fill(null)
  const taken = new Set<number>()
  for (const { at, place } of pairs) {
    if (places[at] !== null || taken.has(place)) continue
    places[at] = place
    taken.add(place)
  }
  return places
}

/** From 0 to 1; 0 for texts whose lengths alone make them too different. */
function similarity(one: string, other: string): number {
  const longest = Math.max(one.length, other.length)
  if (one === other) return 1
  if (Math.min(one.length, other.length) < minSimilarity * longest) return 0
  return 1 - distance([...one], [...other]) / longest
}

/** Share of the pairs of lines that come in the order in which they are written. */
function orderOf(places: readonly number[]): number {
  const pairs = places.flatMap((place, at) => places.slice(at + 1).map((later) => later > place))
  return pairs.filter((isInOrder) => isInOrder).length / Math.max(1, pairs.length)
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
const fence = /^\s*```/
const drawing = /^\s*!\[[^[\]]*\]\(drawing:\d+\)\s*$/

function withoutMarks(line: string): string {
  if (ruler.test(line) || fence.test(line) || drawing.test(line)) return ''
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

/** Each kind of mark that either side has counts the same, as the F1 score of its marks, and so does the order. */
function structureOf(written: string, read: string, order: number | null): number {
  const [expected, got] = [marksOf(written), marksOf(read)]
  const scores = kinds.flatMap((kind) => {
    const [wanted, found] = [expected.filter((mark) => kind.test(mark)), got.filter((mark) => kind.test(mark))]
    const sum = wanted.length + found.length
    return sum === 0 ? [] : [(2 * inCommon(wanted, found)) / sum]
  })
  if (order !== null) scores.push(order)
  return scores.length === 0 ? 1 : scores.reduce((sum, score) => sum + score, 0) / scores.length
}

/** Headings, items, boxes, tables, formulas, code, words that are crossed out. */
const kinds = [/^heading/, /^(?:item|number)/, /^(?:open|done)/, /^row/, /^formula/, /^code/, /^struck/]

/** Every mark of structure by its kind, such as "heading 1", "item 0", "open 2", "row of 3", "formula x^2". */
export function marksOf(markdown: string): string[] {
  let isCode = false
  return markdown.split('\n').flatMap((line) => {
    if (fence.test(line)) {
      isCode = !isCode
      return []
    }
    return isCode ? [`code ${Math.floor(indentOf(line) / 2)}`] : [...blockMarks(line), ...inlineMarks(line)]
  })
}

function blockMarks(line: string): string[] {
  const title = heading.exec(line)
  if (title) return [`heading ${title[1]?.length}`]
  if (tableRow.test(line)) return ruler.test(line) ? [] : [`row of ${cellsOf(line).length}`]
  const item = listItem.exec(line)
  if (!item) return []
  const depth = Math.floor((item[1] ?? '').replaceAll('\t', '  ').length / 2)
  const box = checkbox.exec(line.slice(item[0].length))
  if (box) return [`${box[1] === ' ' ? 'open' : 'done'} ${depth}`]
  return [`${/\d/.test(item[2] ?? '') ? 'number' : 'item'} ${depth}`]
}

function inlineMarks(line: string): string[] {
  const formulas = line.matchAll(/\$\$(.+?)\$\$|(?<!\\)\$(?![\s$])((?:\\.|[^\\$])+)(?<!\s)\$(?!\d)/g)
  return [
    ...[...formulas].map(([, alone, inLine]) => `formula ${plainLatex(alone ?? inLine ?? '')}`),
    ...[...line.matchAll(/~~.+?~~/g)].map(() => 'struck'),
  ]
}

/** Without what makes no difference to the eye. */
function plainLatex(latex: string): string {
  return latex
    .replace(/\\(?:left|right|,|;|!)/g, '')
    .replace(/\\[dt]frac/g, '\\frac')
    .replace(/\s+/g, '')
    .replace(/\{(\w)\}/g, '$1')
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
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
