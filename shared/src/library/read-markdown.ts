// SPDX-License-Identifier: AGPL-3.0-or-later
// What was read in handwriting is Markdown of a few kinds, one line for each written one; see shared/ocr. It is what
// somebody wrote, so it may hold anything: nothing of it is ever markup.

export interface Piece {
  text: string
  as: 'plain' | 'bold' | 'struck' | 'formula'
}

/** A written line, without what marks it as a heading or an item. */
export type ReadLine = Piece[]

export type ReadBlock =
  | { kind: 'heading'; level: number; line: ReadLine }
  | { kind: 'item'; depth: number; marker: string; isDone: boolean | null; line: ReadLine }
  | { kind: 'table'; rows: ReadLine[][] }
  | { kind: 'text'; line: ReadLine }
  | { kind: 'gap' }

/** Longer ones are no handwriting: they are shown as they are. */
const longestLine = 5_000

export function readBlocks(markdown: string): ReadBlock[] {
  const blocks: ReadBlock[] = []
  for (const line of markdown.split('\n')) {
    const block = blockOf(line.trimEnd())
    const last = blocks.at(-1)
    if (block.kind === 'table' && last?.kind === 'table') last.rows.push(...block.rows)
    else if (block.kind !== 'gap' || (last && last.kind !== 'gap')) blocks.push(block)
  }
  if (blocks.at(-1)?.kind === 'gap') blocks.pop()
  return blocks
}

function blockOf(line: string): ReadBlock {
  if (line === '') return { kind: 'gap' }
  if (line.length > longestLine) return { kind: 'text', line: [{ text: line, as: 'plain' }] }
  const [, hashes, title] = /^(#{1,6}) +(.*)$/.exec(line) ?? []
  if (hashes !== undefined && title !== undefined)
    return { kind: 'heading', level: hashes.length, line: piecesOf(title) }
  const [, indent = '', mark, words = ''] = /^( *)([-*+]|\d{1,9}[.)]) +(.*)$/.exec(line) ?? []
  if (mark !== undefined) return itemOf(Math.floor(indent.length / 2), mark, words)
  if (/^\|.*\|$/.test(line)) return { kind: 'table', rows: rowsOf(line) }
  return { kind: 'text', line: piecesOf(line.trim()) }
}

function itemOf(depth: number, mark: string, words: string): ReadBlock {
  const [, tick, todo = ''] = /^\[([ xX])\] +(.*)$/.exec(words) ?? []
  const marker = /\d/.test(mark) ? mark : '•'
  if (tick === undefined) return { kind: 'item', depth, marker, isDone: null, line: piecesOf(words) }
  return { kind: 'item', depth, marker, isDone: tick !== ' ', line: piecesOf(todo) }
}

/** None of the line between a table's head and its body. */
function rowsOf(line: string): ReadLine[][] {
  const cells = line.slice(1, -1).split(/(?<!\\)\|/)
  if (cells.every((cell) => /^ *:?-+:? *$/.test(cell))) return []
  return [cells.map((cell) => piecesOf(cell.trim()))]
}

const marks = /\\([!-/:-@[-`{-~])|\*\*(.+?)\*\*|~~(.+?)~~|\$\$(.+?)\$\$|\$([^$]+)\$/g

function piecesOf(text: string): ReadLine {
  const pieces: ReadLine = []
  const add = (words: string, as: Piece['as']) => {
    const last = pieces.at(-1)
    if (last?.as === as && as === 'plain') last.text += words
    else if (words !== '') pieces.push({ text: words, as })
  }
  let at = 0
  for (const match of text.matchAll(marks)) {
    const [whole, escaped, bold, struck, alone, formula] = match
    add(text.slice(at, match.index), 'plain')
    if (escaped !== undefined) add(escaped, 'plain')
    else if (bold !== undefined) add(unescaped(bold), 'bold')
    else if (struck !== undefined) add(unescaped(struck), 'struck')
    else add(alone ?? formula ?? '', 'formula')
    at = match.index + whole.length
  }
  add(text.slice(at), 'plain')
  return pieces
}

function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}

export function wordsOf(line: ReadLine): string {
  return line.map(({ text }) => text).join('')
}

/** The same without Markdown's marks, for people and for files of plain text. */
export function readAsPlain(markdown: string): string {
  return readBlocks(markdown).map(plainBlock).join('\n')
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
      return `${'  '.repeat(block.depth)}${marker} ${box}${wordsOf(block.line)}`
    }
    default:
      return wordsOf(block.line)
  }
}

/** For documents that others turn into HTML: what looks like a tag is text. */
export function readAsMarkdown(markdown: string): string {
  return markdown.replace(/(\\.)|<(?=[a-z!/?])/gi, (found, escaped) => escaped ?? `\\${found}`)
}
