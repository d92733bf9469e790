// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses transcribed handwriting: a subset of Markdown with one line per written line, see shared/ocr. It is user
// input, so none of it is treated as markup of the output.
import { attachmentLink, attachmentWords, unescapedName } from './attachment-links.ts'
import { closes, type Fence, fenceOf, outsideCode, withFencesClosed } from './code-fences.ts'

export interface Piece {
  /** Of an attachment: its name. */
  text: string
  as: 'plain' | 'bold' | 'italic' | 'bold-italic' | 'struck' | 'marked' | 'formula' | 'image' | 'file'
  /** Of a formula in LaTeX: it is set apart, between `$$`. */
  isDisplay?: true
  /** The id of an attachment, which is an `image` or another `file`. */
  attachment?: string
}

/** A written line without its heading or list marker. */
export type ReadLine = Piece[]

export type ReadBlock =
  | { kind: 'heading'; level: number; line: ReadLine }
  | { kind: 'item'; depth: number; marker: string; isDone: boolean | null; line: ReadLine }
  | { kind: 'table'; rows: ReadLine[][] }
  | { kind: 'text'; line: ReadLine }
  /** `language`: as it is written behind the fence, such as "python" or "". */
  | { kind: 'code'; language: string; lines: string[] }
  | { kind: 'gap' }

/** Conventions of one producer of Markdown. */
export interface Dialect {
  /** Columns per list level. */
  indent: number
  /** Longer lines are kept as plain text. */
  maxLineLength: number
  /** Whether code between fences and formulas of several lines are blocks. */
  hasFences: boolean
  piecesOf(text: string): ReadLine
}

/** Transcriptions; no handwritten line is longer. */
const transcriptionDialect: Dialect = { indent: 2, maxLineLength: 5_000, hasFences: true, piecesOf }

export function readBlocks(markdown: string): ReadBlock[] {
  return blocksOf(linesOf(markdown), transcriptionDialect)
}

/** For each block of `readBlocks()` the 0-based line of the Markdown that it begins at. */
export function linesOfBlocks(markdown: string): number[] {
  return placedBlocks(linesOf(markdown), transcriptionDialect).map(({ line }) => line)
}

function linesOf(markdown: string): string[] {
  return markdown.split('\n').map((line) => line.trimEnd())
}

export function blocksOf(lines: string[], dialect: Dialect): ReadBlock[] {
  return placedBlocks(lines, dialect).map(({ block }) => block)
}

interface PlacedBlock {
  block: ReadBlock
  line: number
}

/** Rows of a table are joined, and so are gaps; there is none at the beginning and the end. */
function placedBlocks(lines: string[], dialect: Dialect): PlacedBlock[] {
  const placed: PlacedBlock[] = []
  for (let at = 0; at < lines.length; ) {
    const { block, end } = blockAt(lines, at, dialect)
    const last = placed.at(-1)?.block
    if (block.kind === 'table' && last?.kind === 'table') last.rows.push(...block.rows)
    else if (block.kind !== 'gap' || (last && last.kind !== 'gap')) placed.push({ block, line: at })
    at = end
  }
  if (placed.at(-1)?.block.kind === 'gap') placed.pop()
  return placed
}

/** The block at a line, and the line behind it. */
function blockAt(lines: string[], at: number, dialect: Dialect): { block: ReadBlock; end: number } {
  const line = lines[at] ?? ''
  const fence = dialect.hasFences ? fenceOf(line) : null
  if (fence) return codeAt(lines, at, fence)
  const formula = dialect.hasFences && line.trim() === '$$' ? formulaAt(lines, at) : null
  return formula ?? { block: blockOf(line, dialect), end: at + 1 }
}

/** Without an end it is all that follows, as CommonMark has it. */
function codeAt(lines: string[], at: number, fence: Fence): { block: ReadBlock; end: number } {
  const closing = lines.findIndex((line, number) => number > at && closes(line, fence))
  const end = closing < 0 ? lines.length : closing
  const indent = new RegExp(`^ {0,${fence.indent}}`)
  const code = lines.slice(at + 1, end).map((line) => line.replace(indent, ''))
  return { block: { kind: 'code', language: fence.language, lines: code }, end: end + 1 }
}

/** A formula between two lines of `$$`; null if it has no end. */
function formulaAt(lines: string[], at: number): { block: ReadBlock; end: number } | null {
  const within: string[] = []
  for (let next = at + 1; next < lines.length; next++) {
    const line = (lines[next] ?? '').trim()
    if (line === '') return null
    if (line === '$$') {
      const text = within.join(' ')
      return text === '' ? null : { block: { kind: 'text', line: [displayed(text)] }, end: next + 1 }
    }
    within.push(line)
  }
  return null
}

function displayed(latex: string): Piece {
  return { text: latex.trim(), as: 'formula', isDisplay: true }
}

function blockOf(line: string, dialect: Dialect): ReadBlock {
  const { indent: columns, maxLineLength, piecesOf } = dialect
  if (line === '') return { kind: 'gap' }
  if (line.length > maxLineLength) return { kind: 'text', line: [{ text: line, as: 'plain' }] }
  const [, hashes, title] = /^(#{1,6}) +(.*)$/s.exec(line) ?? []
  if (hashes !== undefined && title !== undefined)
    return { kind: 'heading', level: hashes.length, line: piecesOf(title) }
  const [, indent = '', mark, words = ''] = /^( *)([-*+]|\d{1,9}[.)]) +(.*)$/s.exec(line) ?? []
  if (mark !== undefined) return itemOf(Math.floor(indent.length / columns), mark, words, dialect)
  if (/^\|.*\|$/s.test(line)) return { kind: 'table', rows: rowsOf(line, dialect) }
  return { kind: 'text', line: piecesOf(line.trim()) }
}

function itemOf(depth: number, mark: string, words: string, { piecesOf }: Dialect): ReadBlock {
  const [, tick, todo = ''] = /^\[([ xX])\] +(.*)$/s.exec(words) ?? []
  const marker = /\d/.test(mark) ? mark : '•'
  if (tick === undefined) return { kind: 'item', depth, marker, isDone: null, line: piecesOf(words) }
  return { kind: 'item', depth, marker, isDone: tick !== ' ', line: piecesOf(todo) }
}

/** Empty for the delimiter row between a table's head and body. */
function rowsOf(line: string, { piecesOf }: Dialect): ReadLine[][] {
  const cells = line.slice(1, -1).split(/(?<!\\)\|/)
  if (cells.every((cell) => /^ *:?-+:? *$/.test(cell))) return []
  return [cells.map((cell) => piecesOf(cell.trim()))]
}

/** Asterisks around words, not those of a product such as 2*3*4 or of “5 * 6”. */
const italic = String.raw`(?<![\w*])\*(?![\s*])((?:\\.|[^\\*])+)(?<!\s)\*(?![\w*])`

const marks = new RegExp(
  [
    String.raw`\\([!-/:-@[-\`{-~])`,
    String.raw`\*\*(.+?)\*\*(?!\*(?!\*))`,
    italic,
    '~~(.+?)~~',
    String.raw`(?<![\w=])==(?![\s=])(.+?)(?<![\s=])==(?![\w=])`,
    String.raw`\$\$(.+?)\$\$`,
    // A price such as "$5 and $6" is no formula.
    String.raw`\$(?![\s$])((?:\\[^]|[^\\$])+)(?<!\s)\$(?!\d)`,
    attachmentLink,
  ].join('|'),
  'g',
)

function piecesOf(text: string): ReadLine {
  const pieces: ReadLine = []
  const add = (words: string, as: Piece['as']) => {
    const last = pieces.at(-1)
    if (last?.as === as && as === 'plain') last.text += words
    else if (words !== '') pieces.push({ text: words, as })
  }
  let at = 0
  for (const match of text.matchAll(marks)) {
    const [whole, escaped, bold, slanted, struck, marked, alone, formula, mark, name, id] = match
    add(text.slice(at, match.index), 'plain')
    if (id !== undefined) pieces.push(attachmentOf(mark === '!', name ?? '', id))
    else if (escaped !== undefined) add(escaped, 'plain')
    else if (bold !== undefined) pieces.push(...styled(bold, 'bold'))
    else if (slanted !== undefined) pieces.push(...styled(slanted, 'italic'))
    else if (struck !== undefined) pieces.push(...styled(struck, 'struck'))
    else if (marked !== undefined) pieces.push(...styled(marked, 'marked'))
    else if (alone !== undefined) pieces.push(displayed(alone))
    else add(formula ?? '', 'formula')
    at = match.index + whole.length
  }
  add(text.slice(at), 'plain')
  return pieces
}

function attachmentOf(isImage: boolean, name: string, id: string): Piece {
  return { text: unescapedName(name), as: isImage ? 'image' : 'file', attachment: id.toLowerCase() }
}

/** The pieces between the marks of a style, which may have marks of their own. */
function styled(text: string, as: 'bold' | 'italic' | 'struck' | 'marked'): ReadLine {
  return piecesOf(text).map((piece) => {
    if (piece.as === 'plain') return { ...piece, as }
    const isBoth = (as === 'bold' && piece.as === 'italic') || (as === 'italic' && piece.as === 'bold')
    return isBoth ? { ...piece, as: 'bold-italic' } : piece
  })
}

/**
 * The caption of a line that is an image alone: what the brackets hold, unless that is the name of a file. "" if there is
 * none, null for any other line.
 */
export function captionOf([image, ...others]: ReadLine): string | null {
  if (image?.as !== 'image' || others.length > 0) return null
  return /\.[a-z0-9]{1,5}$/i.test(image.text) ? '' : image.text
}

export function wordsOf(line: ReadLine): string {
  return line.map((piece) => (piece.attachment ? attachmentWords({ name: piece.text }) : piece.text)).join('')
}

/** The text without Markdown marks, for people and for plain-text files. */
export function readAsPlain(markdown: string): string {
  return plainOf(readBlocks(markdown))
}

export function plainOf(blocks: ReadBlock[]): string {
  return blocks.map(plainBlock).join('\n')
}

function plainBlock(block: ReadBlock): string {
  switch (block.kind) {
    case 'gap':
      return ''
    case 'table':
      return block.rows.map((cells) => cells.map(wordsOf).join(' | ')).join('\n')
    case 'code':
      return block.lines.join('\n')
    case 'item': {
      const box = block.isDone === null ? '' : block.isDone ? '[x] ' : '[ ] '
      const marker = block.marker === '•' ? '-' : block.marker
      const words = wordsOf(block.line).replaceAll('\n', `\n${'  '.repeat(block.depth + 1)}`)
      return `${'  '.repeat(block.depth)}${marker} ${box}${words}`.trimEnd()
    }
    default:
      return wordsOf(block.line)
  }
}

/**
 * Escapes HTML tags, for documents that may be converted to HTML, and ends code that has no end. Code is kept as it is.
 * In a formula, where a backslash would begin a command, a blank separates "<" from the letter.
 */
export function readAsMarkdown(markdown: string): string {
  return withFencesClosed(outsideCode(markdown, (text) => text.replace(tags, (found, kept) => kept ?? tagless(found))))
}

const formulas = String.raw`\$\$[^$]+\$\$|\$(?![\s$])(?:\\.|[^\\$\n])+(?<!\s)\$(?!\d)`
const tags = new RegExp(String.raw`(\\.)|${formulas}|<(?=[a-z!/?])`, 'gi')

function tagless(found: string): string {
  return found === '<' ? '\\<' : found.replace(/<(?=[a-z!/?])/gi, '< ')
}
