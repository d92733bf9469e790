// SPDX-License-Identifier: AGPL-3.0-or-later
// Renders text as HTML. All of it is user input (handwritten, typed, names), so none of it is treated as markup.
import { type AttachmentPaths, attachmentWords } from './attachment-links.ts'
import { captionOf, type Piece, type ReadBlock, type ReadLine } from './read-markdown.ts'
import { withinColumns } from './wide-tables.ts'

type Item = Extract<ReadBlock, { kind: 'item' }>

/** Nesting limit of lists; deeper items are shown at this depth. */
const deepestList = 12

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Characters that HTML forbids: control characters, surrogates and noncharacters. */
const forbidden = /(?![\t\n])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu

/** For text and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(forbidden, '').replace(/[&<>"']/g, (letter) => entities[letter] ?? '')
}

/** Excludes punctuation and brackets after an address. */
const addresses = /\b(?:https?:\/\/|mailto:)[^\s<>"'`\\]*[^\s<>"'`\\.,;:!?)\]}*_]/gi

/** Splits a text at its http, https and mailto addresses. */
export function splitAddresses(text: string): { text: string; isAddress: boolean }[] {
  const parts: { text: string; isAddress: boolean }[] = []
  let at = 0
  for (const { 0: address, index } of text.matchAll(addresses)) {
    parts.push({ text: text.slice(at, index), isAddress: false }, { text: address, isAddress: isLink(address) })
    at = index + address.length
  }
  return [...parts, { text: text.slice(at), isAddress: false }]
}

/** Escapes the text and turns http, https and mailto addresses into links. */
export function linkedHtml(text: string): string {
  return splitAddresses(text)
    .map(({ text, isAddress }) => {
      const escaped = escapeHtml(text)
      return isAddress ? `<a href="${escaped}">${escaped}</a>` : escaped
    })
    .join('')
}

function isLink(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:', 'mailto:'].includes(new URL(address).protocol)
}

/** The markup of a formula in LaTeX; null if it is to be shown as text. */
export type FormulaMarkup = (latex: string, layout: 'inline' | 'display') => string | null

export interface HtmlParts {
  /** Where the attachments are that have a file beside the document. */
  paths?: AttachmentPaths | undefined
  /** Absent: all formulas are shown as text. */
  formula?: FormulaMarkup | undefined
}

/** Headings rank below level `above`. */
export function blocksAsHtml(blocks: readonly ReadBlock[], above: number, parts: HtmlParts = {}): string {
  return markedBlocks(
    blocks.map((block) => withParts(block, parts)),
    above,
  )
}

function markedBlocks(blocks: readonly ReadBlock[], above: number): string {
  const html: string[] = []
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at]
    if (block?.kind === 'item') {
      const items = itemsFrom(blocks, at)
      html.push(listOf(items, 0))
      at += items.length - 1
    } else if (block) html.push(blockOf(block, above))
  }
  return html.filter((part) => part !== '').join('\n')
}

function itemsFrom(blocks: readonly ReadBlock[], at: number): Item[] {
  const end = blocks.findIndex((block, position) => position > at && block.kind !== 'item')
  return blocks.slice(at, end < 0 ? undefined : end) as Item[]
}

function blockOf(block: Exclude<ReadBlock, Item>, above: number): string {
  switch (block.kind) {
    case 'gap':
      return ''
    case 'heading': {
      const name = `h${Math.min(above + block.level, 6)}`
      return `<${name} dir="auto">${lineOf(block.line)}</${name}>`
    }
    case 'table':
      return tableOf(block.rows)
    case 'code':
      return `<pre dir="ltr"><code>${escapeHtml(block.lines.join('\n'))}</code></pre>`
    case 'text':
      return figureOf(block.line) ?? `<p dir="auto">${lineOf(block.line)}</p>`
  }
}

/** An image with a caption; null for any other line. */
function figureOf(line: readonly PlacedPiece[]): string | null {
  const caption = captionOf([...line])
  if (!caption || !line[0]?.path) return null
  return `<figure>${lineOf(line)}<figcaption dir="auto">${escapeHtml(caption)}</figcaption></figure>`
}

/** Items deeper than an item, up to the next that isn't, become a nested list below it. */
function listOf(items: readonly Item[], depth: number): string {
  let html = ''
  let open = ''
  for (let at = 0; at < items.length; ) {
    const item = items[at] as Item
    const next = items.findIndex((other, position) => position > at && other.depth <= item.depth)
    const end = next < 0 ? items.length : next
    const inside = items.slice(at + 1, end)
    const isFlat = depth >= deepestList
    const name = /\d/.test(item.marker) ? 'ol' : 'ul'
    if (open !== name) html += `${open && `</${open}>\n`}<${name}>\n`
    open = name
    html += itemOf(item, inside.length > 0 && !isFlat ? `\n${listOf(inside, depth + 1)}\n` : '')
    at = isFlat ? at + 1 : end
  }
  return `${html}</${open}>`
}

function itemOf({ marker, isDone, line }: Item, inside: string): string {
  const number = Number.parseInt(marker, 10)
  const value = Number.isNaN(number) ? '' : ` value="${number}"`
  if (isDone === null) return `<li${value} dir="auto">${lineOf(line)}${inside}</li>\n`
  const box = `<input type="checkbox" disabled${isDone ? ' checked' : ''}>`
  return `<li class="todo"${value} dir="auto"><label>${box} ${lineOf(line)}</label>${inside}</li>\n`
}

function tableOf(all: ReadLine[][]): string {
  const { rows: shown, width, columns } = withinColumns(all)
  if (width === 0) return ''
  const [head = [], ...rows] = shown
  const row = (cells: ReadLine[], name: 'th' | 'td') => {
    const padded = Array.from({ length: width }, (_, at) => cells[at] ?? [])
    return `<tr>${padded.map((cell) => `<${name} dir="auto">${lineOf(cell)}</${name}>`).join('')}</tr>\n`
  }
  const body = rows.map((cells) => row(cells, 'td')).join('')
  const table = `<table>\n<thead>\n${row(head, 'th')}</thead>\n${body && `<tbody>\n${body}</tbody>\n`}</table>`
  if (columns === width) return table
  return `${table}\n<p class="note">The first ${width} of the table’s ${columns} columns are shown.</p>`
}

function withParts(block: ReadBlock, { paths, formula }: HtmlParts): ReadBlock {
  const placed = (line: ReadLine): PlacedPiece[] =>
    line.map((piece) => {
      if (piece.attachment) return { ...piece, path: paths?.get(piece.attachment) }
      if (piece.as !== 'formula' || !formula) return piece
      return { ...piece, markup: formula(piece.text.replace(forbidden, ''), piece.isDisplay ? 'display' : 'inline') }
    })
  if (block.kind === 'gap' || block.kind === 'code') return block
  if (block.kind === 'table') return { ...block, rows: block.rows.map((cells) => cells.map(placed)) }
  return { ...block, line: placed(block.line) }
}

interface PlacedPiece extends Piece {
  /** Of an attachment: the path of its file, which the exporter chose. */
  path?: string | undefined
  /** Of a formula: how it is drawn. */
  markup?: string | null
}

type TextPiece = Exclude<Piece['as'], 'image' | 'file'>

const marks: Record<TextPiece, [open: string, close: string]> = {
  plain: ['', ''],
  bold: ['<strong>', '</strong>'],
  italic: ['<em>', '</em>'],
  'bold-italic': ['<strong><em>', '</em></strong>'],
  struck: ['<s>', '</s>'],
  marked: ['<mark>', '</mark>'],
  formula: ['<code>', '</code>'],
}

function lineOf(line: readonly PlacedPiece[]): string {
  return line
    .map(({ text, as, path, markup }) => {
      if (markup) return markup
      if (as === 'image' || as === 'file')
        return path ? attachmentHtml(text, as, path) : escapeHtml(attachmentWords({ name: text }))
      const [open, close] = marks[as]
      return `${open}${linkedHtml(text).replaceAll('\n', '<br>\n')}${close}`
    })
    .join('')
}

function attachmentHtml(name: string, as: 'image' | 'file', path: string): string {
  if (as === 'image') return `<img src="${escapeHtml(path)}" alt="${escapeHtml(name)}">`
  return `<a href="${escapeHtml(path)}" download>${escapeHtml(name)}</a>`
}
