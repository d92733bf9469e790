// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes text as ENML 2.0, the XHTML of Evernote's notes: no classes, no ids, no scripts. Everything in a text is
// escaped, ">" too, so none of it ends the CDATA section that a note's content is in.
import {
  attachmentWords,
  escapeHtml,
  linkedHtml,
  type Piece,
  type ReadBlock,
  type ReadLine,
} from '../../../library/index.ts'
import { type ItemNode, type NestedBlock, nested } from './lists.ts'

export interface Media {
  /** MD5 in hexadecimal digits. */
  hash: string
  type: string
}

/** By the id of an attachment. */
export type MediaByAttachment = ReadonlyMap<string, Media>

/** Headings rank below level `above`. */
export function enmlOfBlocks(blocks: readonly ReadBlock[], above: number, media: MediaByAttachment): string {
  return nested(blocks)
    .map((block) => enmlOfBlock(block, above, media))
    .join('')
}

function enmlOfBlock(block: NestedBlock, above: number, media: MediaByAttachment): string {
  switch (block.kind) {
    case 'gap':
      return ''
    case 'heading': {
      const name = `h${Math.min(above + block.level, 6)}`
      return `<${name}>${enmlOfLine(block.line, media)}</${name}>\n`
    }
    case 'list':
      return listOf(block.items, 0, media)
    case 'table':
      return tableOf(block.rows, media)
    case 'code':
      return `<pre>${escapeHtml(block.lines.join('\n'))}</pre>\n`
    case 'text':
      return `<div>${enmlOfLine(block.line, media)}</div>\n`
  }
}

export function enmlOfMedia({ hash, type }: Media): string {
  return `<en-media type="${type}" hash="${hash}"/>`
}

/** To-dos are lines of their own, as Evernote writes them; other items are lists. */
function listOf(nodes: readonly ItemNode[], depth: number, media: MediaByAttachment): string {
  let enml = ''
  let open = ''
  const openAs = (name: string) => {
    if (open === name) return
    enml += `${open && `</${open}>\n`}${name && `<${name}>\n`}`
    open = name
  }
  for (const { item, children } of nodes) {
    const line = enmlOfLine(item.line, media)
    if (item.isDone === null) {
      openAs(/\d/.test(item.marker) ? 'ol' : 'ul')
      const inside = children.length > 0 ? `\n${listOf(children, 0, media)}` : ''
      enml += `<li>${line}${inside}</li>\n`
      continue
    }
    openAs('')
    const indent = depth > 0 ? ` style="margin-left:${depth * 40}px"` : ''
    enml += `<div${indent}><en-todo checked="${item.isDone}"/>${line}</div>\n`
    if (children.length > 0) enml += listOf(children, depth + 1, media)
  }
  openAs('')
  return enml
}

function tableOf(rows: readonly ReadLine[][], media: MediaByAttachment): string {
  const width = Math.max(0, ...rows.map(({ length }) => length))
  if (width === 0) return ''
  const row = (cells: ReadLine[]) =>
    `<tr>${Array.from({ length: width }, (_, at) => `<td>${enmlOfLine(cells[at] ?? [], media)}</td>`).join('')}</tr>\n`
  return `<table border="1">\n${rows.map(row).join('')}</table>\n`
}

const marks: Record<Exclude<Piece['as'], 'image' | 'file'>, [open: string, close: string]> = {
  plain: ['', ''],
  bold: ['<b>', '</b>'],
  italic: ['<i>', '</i>'],
  'bold-italic': ['<b><i>', '</i></b>'],
  struck: ['<s>', '</s>'],
  marked: ['<span style="background-color:#fff2a8">', '</span>'],
  formula: ['<code>', '</code>'],
}

function enmlOfLine(line: ReadLine, media: MediaByAttachment): string {
  return line
    .map(({ text, as, attachment }) => {
      if (as === 'image' || as === 'file') {
        const known = media.get(attachment ?? '')
        return known ? enmlOfMedia(known) : escapeHtml(attachmentWords({ name: text }))
      }
      const [open, close] = marks[as]
      return `${open}${linkedHtml(text).replaceAll('\n', '<br/>\n')}${close}`
    })
    .join('')
}
