// SPDX-License-Identifier: AGPL-3.0-or-later
// The file of a Logseq page: properties, then blocks, indented by tabs.
import {
  type AttachmentPaths,
  attachmentWords,
  isUuid,
  type Piece,
  type ReadLine,
  splitAddresses,
} from '../../../library/index.ts'
import { type NotebookFacts, trashed } from './app-texts.ts'
import {
  fencedLines,
  type OutlineBlock,
  type OutlineNode,
  referenceName,
  remarkNode,
  tagsInBrackets,
  taskWord,
  withoutCommands,
} from './outline.ts'

interface PageFacts extends NotebookFacts {
  /** With slashes between folders, which are Logseq's namespaces. */
  title: string
}

interface PageBlock {
  /** The tablet's id of the page, so that blocks elsewhere can refer to it. */
  uuid: string
  /** Address of the page's image. */
  image?: string
}

export class LogseqPage {
  readonly #lines: string[]
  /** Of the graph: a copied notebook has the pages' ids of the first. */
  readonly #ids: Set<string>

  constructor({ title, tags, modified, isTrashed }: PageFacts, { isNote }: { isNote?: true }, ids: Set<string>) {
    this.#ids = ids
    const names = tags.map((tag) => referenceName(tag.replaceAll(',', ' '))).filter((name) => name !== '')
    this.#lines = [
      `title:: ${referenceName(title)}`,
      ...(names.length > 0 ? [`tags:: ${names.join(', ')}`] : []),
      ...(modified === null ? [] : [`modified:: ${modified.slice(0, 10)}`]),
      `source:: ${isNote ? 'rMirror' : 'reMarkable'}`,
      '',
    ]
    if (isTrashed) this.add(remarkNode(trashed))
  }

  get text(): string {
    return `${this.#lines.join('\n')}\n`
  }

  add(node: OutlineNode, paths: AttachmentPaths = new Map(), page?: PageBlock): void {
    const isNew = page !== undefined && isUuid(page.uuid) && !this.#ids.has(page.uuid)
    if (isNew) this.#ids.add(page.uuid)
    this.#addBlock(node.block, 0, paths, isNew ? [`id:: ${page.uuid}`] : [])
    if (page?.image !== undefined) this.#lines.push(`\t- ![${altOf(node.block)}](${page.image})`)
    for (const child of node.children) this.#addNode(child, 1, paths)
  }

  #addNode({ block, children }: OutlineNode, depth: number, paths: AttachmentPaths): void {
    this.#addBlock(block, depth, paths, propertiesOf(block))
    for (const child of children) this.#addNode(child, depth + 1, paths)
  }

  #addBlock(block: OutlineBlock, depth: number, paths: AttachmentPaths, properties: string[]): void {
    const [first = '', ...others] = linesOf(block, paths)
    const indent = '\t'.repeat(depth)
    this.#lines.push(`${indent}- ${first}`.trimEnd())
    // Properties are the lines right below a block's first.
    for (const line of [...properties, ...others]) this.#lines.push(`${indent}  ${line}`)
  }
}

function altOf(block: OutlineBlock): string {
  return 'line' in block ? block.line.map(({ text }) => text).join('') : ''
}

function propertiesOf(block: OutlineBlock): string[] {
  return block.kind === 'item' && block.isNumbered ? ['logseq.order-list-type:: number'] : []
}

function linesOf(block: OutlineBlock, paths: AttachmentPaths): string[] {
  switch (block.kind) {
    case 'tags':
      return [tagsInBrackets(block.names)]
    case 'table':
      return tableLines(block.rows, paths)
    case 'code':
      return fencedLines(block)
    case 'heading':
      return [`${'#'.repeat(block.level)} ${oneLineOf(block.line, paths)}`]
    case 'task':
      return withStart(`${taskWord(block.isDone)} `, block.line, paths)
    case 'quote':
      return textLines(block.line, paths).map((line) => `> ${line}`)
    case 'remark':
      return [`*${oneLineOf(block.line, paths)}*`]
    default:
      return withStart('', block.line, paths)
  }
}

function withStart(start: string, line: ReadLine, paths: AttachmentPaths): string[] {
  const [first = '', ...others] = textLines(line, paths)
  return [start + first, ...others]
}

function tableLines(rows: readonly ReadLine[][], paths: AttachmentPaths): string[] {
  const width = Math.max(1, ...rows.map(({ length }) => length))
  const row = (cells: string[]) => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`
  const [head = [], ...body] = rows.map((cells) =>
    row(cells.map((cell) => oneLineOf(cell, paths).replaceAll('|', '\\|'))),
  )
  return [String(head), row(Array(width).fill('---')), ...body]
}

/** What would begin a list, a heading or a quotation at the start of a line is escaped. */
function textLines(line: ReadLine, paths: AttachmentPaths): string[] {
  return markedLine(line, paths)
    .split('\n')
    .map((text) =>
      text
        .trim()
        .replace(/^(?=[-+] |>|#{1,6} )/, '\\')
        .replace(/^(\d+)(?=[.)] )/, '$1\\'),
    )
}

function oneLineOf(line: ReadLine, paths: AttachmentPaths): string {
  return markedLine(line, paths).replaceAll('\n', ' ').trim()
}

const marks: Record<Exclude<Piece['as'], 'image' | 'file'>, [open: string, close: string]> = {
  plain: ['', ''],
  bold: ['**', '**'],
  italic: ['*', '*'],
  'bold-italic': ['***', '***'],
  struck: ['~~', '~~'],
  marked: ['==', '=='],
  formula: ['$$', '$$'],
}

function markedLine(line: ReadLine, paths: AttachmentPaths): string {
  return line
    .map(({ text, as, attachment }) => {
      if (as === 'image' || as === 'file') return attachmentMark(text, as, paths.get(attachment ?? ''))
      const [open, close] = marks[as]
      return `${open}${as === 'formula' ? withoutCommands(text) : escaped(text)}${close}`
    })
    .join('')
}

function attachmentMark(name: string, as: 'image' | 'file', path: string | undefined): string {
  if (path === undefined) return escaped(attachmentWords({ name }))
  return `${as === 'image' ? '!' : ''}[${escaped(name.replace(/[[\]]/g, ' '))}](${path})`
}

function escaped(text: string): string {
  return splitAddresses(withoutControls(text))
    .map((part) => withoutCommands(part.isAddress ? part.text : part.text.replace(/[\\*_`~^$]/g, '\\$&')))
    .join('')
}

function withoutControls(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\p{Cs}]/gu, ' ')
}
