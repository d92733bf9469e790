// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses transcribed handwriting: a subset of Markdown with one line per written line, see shared/ocr. It is user
// input, so none of it is treated as markup of the output.
import { attachmentLink, attachmentWords, unescapedName } from './attachment-links.ts'

export interface Piece {
  /** Of an attachment: its name. */
  text: string
  as: 'plain' | 'bold' | 'italic' | 'bold-italic' | 'struck' | 'formula' | 'image' | 'file'
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
  | { kind: 'gap' }

/** Conventions of one producer of Markdown. */
export interface Dialect {
  /** Columns per list level. */
  indent: number
  /** Longer lines are kept as plain text. */
  maxLineLength: number
  piecesOf(text: string): ReadLine
}

/** Transcriptions; no handwritten line is longer. */
const transcriptionDialect: Dialect = { indent: 2, maxLineLength: 5_000, piecesOf }

export function readBlocks(markdown: string): ReadBlock[] {
  const lines = markdown.split('\n').map((line) => line.trimEnd())
  return blocksOf(lines, transcriptionDialect)
}

export function blocksOf(lines: string[], dialect: Dialect): ReadBlock[] {
  const blocks: ReadBlock[] = []
  for (const line of lines) {
    const block = blockOf(line, dialect)
    const last = blocks.at(-1)
    if (block.kind === 'table' && last?.kind === 'table') last.rows.push(...block.rows)
    else if (block.kind !== 'gap' || (last && last.kind !== 'gap')) blocks.push(block)
  }
  if (blocks.at(-1)?.kind === 'gap') blocks.pop()
  return blocks
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
    String.raw`\$\$(.+?)\$\$`,
    String.raw`\$([^$]+)\$`,
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
    const [whole, escaped, bold, slanted, struck, alone, formula, mark, name, id] = match
    add(text.slice(at, match.index), 'plain')
    if (id !== undefined) {
      const as = mark === '!' ? 'image' : 'file'
      pieces.push({ text: unescapedName(name ?? ''), as, attachment: id.toLowerCase() })
    } else if (escaped !== undefined) add(escaped, 'plain')
    else if (bold !== undefined) pieces.push(...styled(bold, 'bold'))
    else if (slanted !== undefined) pieces.push(...styled(slanted, 'italic'))
    else if (struck !== undefined) pieces.push(...styled(struck, 'struck'))
    else add(alone ?? formula ?? '', 'formula')
    at = match.index + whole.length
  }
  add(text.slice(at), 'plain')
  return pieces
}

/** The pieces between the marks of a style, which may have marks of their own. */
function styled(text: string, as: 'bold' | 'italic' | 'struck'): ReadLine {
  return piecesOf(text).map((piece) => {
    if (piece.as === 'plain') return { ...piece, as }
    const isBoth = (as === 'bold' && piece.as === 'italic') || (as === 'italic' && piece.as === 'bold')
    return isBoth ? { ...piece, as: 'bold-italic' } : piece
  })
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

/** Escapes HTML tags, for documents that may be converted to HTML. */
export function readAsMarkdown(markdown: string): string {
  return markdown.replace(/(\\.)|<(?=[a-z!/?])/gi, (found, escaped) => escaped ?? `\\${found}`)
}
