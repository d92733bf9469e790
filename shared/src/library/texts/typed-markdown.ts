// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses typed text in the core's Markdown, see wasm-core/src/export/markdown.cpp: everything the user typed is
// escaped, so that unescaped characters are marks.
import { blocksOf, type Dialect, type Piece, plainOf, type ReadBlock, type ReadLine, wordsOf } from './read-markdown.ts'
import type { KnownTodo } from './ticked-todos.ts'

/** A paragraph is one line of any length. */
const coreDialect: Dialect = { indent: 4, maxLineLength: Number.POSITIVE_INFINITY, hasFences: false, piecesOf }

export function typedBlocks(markdown: string): ReadBlock[] {
  return blocksOf(wholeLines(markdown), coreDialect)
}

/**
 * Splits a page's typed text from its highlights, which the core writes last, each as a quotation. It never begins a
 * typed line with "> ".
 */
export function splitTyped(markdown: string): { typed: string; highlights: string[] } {
  const lines = markdown.split('\n')
  const first = lines.findIndex((line) => line.startsWith('> '))
  if (first < 0) return { typed: markdown, highlights: [] }
  const quoted = lines.slice(first).filter((line) => line.trim() !== '')
  return { typed: lines.slice(0, first).join('\n'), highlights: quoted.map((line) => line.replace(/^> /, '')) }
}

/** Without Markdown marks, except list markers, which readAsPlain() keeps as well. */
export function typedAsPlain(markdown: string): string {
  return plainOf(typedBlocks(markdown))
}

/**
 * Escapes HTML tags other than the core's own, for documents that may be converted to HTML: the server accepts typed
 * text from any client.
 */
export function typedAsMarkdown(markdown: string): string {
  return markdown.replace(/(\\.|<\/?(?:strong|em)>)|<(?=[a-z!/?])/gi, (found, kept) => kept ?? `\\${found}`)
}

/** Returns `markdown` with its boxes set as in `todos`, whose texts are plain. */
export function withTypedTicks(markdown: string, todos: readonly KnownTodo[]): string {
  const waiting = todos.toSorted((a, b) => a.ordinal - b.ordinal).map((todo) => ({ ...todo, words: bare(todo.text) }))
  if (waiting.length === 0) return markdown
  const lines = markdown.split('\n')
  return lines
    .map((line, first) => {
      if (!/^ *- \[[ x]\] /.test(line)) return line
      let last = first
      while (last + 1 < lines.length && endsEscaping(lines[last] ?? '')) last++
      const [item] = typedBlocks(lines.slice(first, last + 1).join('\n'))
      const words = item?.kind === 'item' ? bare(wordsOf(item.line)) : ''
      // To-dos with the same text are matched in order.
      const at = waiting.findIndex((todo) => todo.words === words)
      const [todo] = at < 0 ? [] : waiting.splice(at, 1)
      return todo ? line.replace(/\[[ x]\]/, todo.is_completed ? '[x]' : '[ ]') : line
    })
    .join('\n')
}

/** Ignores all differences in blanks and line breaks. */
function bare(words: string): string {
  return words.replace(/\s+/g, '')
}

/** A line that ends with a backslash continues in the next. */
function wholeLines(markdown: string): string[] {
  const lines: string[] = []
  let goesOn = false
  for (const line of markdown.split('\n')) {
    const begun = goesOn ? lines.pop() : undefined
    goesOn = endsEscaping(line)
    const said = goesOn ? line.slice(0, -1) : line
    lines.push(begun === undefined ? said : `${begun}\n${said.trimStart()}`)
  }
  return lines
}

function endsEscaping(line: string): boolean {
  let before = line.length
  while (line[before - 1] === '\\') before--
  return (line.length - before) % 2 === 1
}

const marks = /\\([!-/:-@[-`{-~])|(\*{1,3})|<(\/?)(strong|em)>/g

function piecesOf(text: string): ReadLine {
  const pieces: ReadLine = []
  let [bold, italic] = [false, false]
  const add = (words: string) => {
    if (words === '') return
    const as: Piece['as'] = bold ? (italic ? 'bold-italic' : 'bold') : italic ? 'italic' : 'plain'
    const last = pieces.at(-1)
    if (last?.as === as) last.text += words
    else pieces.push({ text: words, as })
  }
  let at = 0
  for (const { 0: whole, 1: escaped, 2: stars, 3: slash, 4: tag, index } of text.matchAll(marks)) {
    add(text.slice(at, index))
    at = index + whole.length
    if (escaped !== undefined) add(escaped)
    else if (tag !== undefined) {
      if (tag === 'strong') bold = slash === ''
      else italic = slash === ''
    } else {
      if (stars !== '*') bold = !bold
      if (stars !== '**') italic = !italic
    }
  }
  add(text.slice(at))
  return pieces
}
