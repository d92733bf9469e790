// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports notebooks as JSON for Roam Research, a page each. Roam imports no files with it, so pages have no images.
import { md5 } from '@noble/hashes/legacy.js'
import {
  attachmentWords,
  exportPathsOf,
  type Folder,
  type Notebook,
  type Piece,
  type ReadLine,
  splitAddresses,
} from '../../../library/index.ts'
import type { ExportedLibrary, ExportTools, Sink } from '../export-tools.ts'
import { type PageResult, pageTexts } from '../page-texts.ts'
import { factsOf, trashed } from './app-texts.ts'
import {
  type OutlineBlock,
  type OutlineNode,
  outlineOf,
  pageHeading,
  referenceName,
  remarkNode,
  tagNodes,
  tagsInBrackets,
  taskWord,
  withoutCommands,
} from './outline.ts'

interface RoamBlock {
  string: string
  uid: string
  heading?: 1 | 2 | 3
  'create-time'?: number
  'edit-time'?: number
  children?: RoamBlock[]
}

export async function exportRoam(library: ExportedLibrary, tools: ExportTools, write: Sink): Promise<void> {
  await write('[')
  for (const [index, { notebook, folder }] of exportPathsOf(library).entries()) {
    await write(index > 0 ? ',\n' : '\n')
    await writePage(notebook, folder, library, tools, write)
  }
  await write('\n]\n')
}

async function writePage(
  notebook: Notebook,
  path: string,
  { folders, lost }: ExportedLibrary,
  tools: ExportTools,
  write: Sink,
): Promise<void> {
  const reason = lost?.get(notebook.uuid)
  const writer = new BlockWriter(notebook)
  const head = { title: referenceName(path), ...writer.times }
  await write(`${JSON.stringify(head).slice(0, -1)},"children":[`)
  let count = 0
  const add = async (node: OutlineNode) => write(`${count++ > 0 ? ',' : ''}\n${JSON.stringify(writer.blockOf(node))}`)
  for (const node of headOf(notebook, folders)) await add(node)
  if (reason === undefined) {
    const transcriptions = await tools.readHandwriting(notebook)
    const options = { withHighlights: true, noteIn: 'own document', hasTasks: true } as const
    for await (const result of pageTexts(notebook, transcriptions, tools, options)) {
      for (const node of nodesOf(notebook, result)) await add(node)
      tools.report.pageDone()
    }
  } else {
    tools.report.notebookFailed(notebook, reason)
    await add(remarkNode(`${reason}.`))
  }
  await write('\n]}')
}

function headOf(notebook: Notebook, folders: Folder[]): OutlineNode[] {
  const { modified, isTrashed } = factsOf(notebook, folders)
  return [
    ...tagNodes(notebook.tags),
    ...(modified === null ? [] : [remarkNode(`Modified ${modified.slice(0, 10)}`)]),
    ...(isTrashed ? [remarkNode(trashed)] : []),
  ]
}

/** Nothing for a page without text, since Roam gets no image. */
function nodesOf(notebook: Notebook, result: PageResult): OutlineNode[] {
  const text = outlineOf(result)
  if (notebook.isNote) return text
  const children = [...tagNodes(result.page.tags), ...text]
  return children.length === 0 ? [] : [{ block: pageHeading(result), children }]
}

class BlockWriter {
  readonly times: { 'create-time'?: number; 'edit-time'?: number }
  readonly #notebook: Notebook
  readonly #uids = new Set<string>()
  #count = 0

  constructor(notebook: Notebook) {
    const { lastModified } = notebook
    this.#notebook = notebook
    this.times = lastModified > 0 ? { 'create-time': lastModified, 'edit-time': lastModified } : {}
  }

  blockOf({ block, children }: OutlineNode): RoamBlock {
    return {
      string: stringOf(block),
      uid: this.#nextUid(),
      ...(block.kind === 'heading' && { heading: Math.min(block.level, 3) as 1 | 2 | 3 }),
      ...this.times,
      ...(children.length > 0 && { children: children.map((child) => this.blockOf(child)) }),
    }
  }

  /**
   * Nine characters, as Roam makes them. Roam refuses a file with a uid that it knows: a notebook that has not changed
   * can't be imported twice.
   */
  #nextUid(): string {
    const { uuid, lastModified } = this.#notebook
    for (;;) {
      const uid = shortHash(`${uuid} ${lastModified} ${this.#count++}`)
      if (this.#uids.has(uid)) continue
      this.#uids.add(uid)
      return uid
    }
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function shortHash(text: string): string {
  return [...md5(new TextEncoder().encode(text)).subarray(0, 9)].map((byte) => alphabet[byte & 63]).join('')
}

function stringOf(block: OutlineBlock): string {
  switch (block.kind) {
    case 'task':
      return `{{[[${taskWord(block.isDone)}]]}} ${markedLine(block.line)}`
    case 'item':
      return block.isNumbered ? `${block.marker} ${markedLine(block.line)}` : markedLine(block.line)
    case 'quote':
      return `> ${markedLine(block.line)}`
    case 'remark':
      return `__${markedLine(block.line)}__`
    case 'tags':
      return tagsInBrackets(block.names)
    case 'table':
      return block.rows.map((cells) => cells.map(markedLine).join(' | ')).join('\n')
    case 'code':
      // Roam knows fences of three marks alone, so longer ones in the code are broken.
      return `\`\`\`${block.language.replace(/[^\w+#.-]/g, '')}\n${withoutCommands(block.lines.join('\n'))}\`\`\``
    default:
      return markedLine(block.line)
  }
}

const marks: Record<Exclude<Piece['as'], 'image' | 'file'>, [open: string, close: string]> = {
  plain: ['', ''],
  bold: ['**', '**'],
  italic: ['__', '__'],
  'bold-italic': ['**__', '__**'],
  struck: ['~~', '~~'],
  marked: ['^^', '^^'],
  formula: ['$$', '$$'],
}

function markedLine(line: ReadLine): string {
  return line
    .map(({ text, as }) => {
      if (as === 'image' || as === 'file') return withoutCommands(attachmentWords({ name: text }))
      const [open, close] = marks[as]
      return `${open}${safeText(text)}${close}`
    })
    .join('')
}

function safeText(text: string): string {
  return splitAddresses(text)
    .map((part) => withoutCommands(part.text))
    .join('')
}
