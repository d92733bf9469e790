// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages as outlines, for apps whose documents are trees of blocks.
import { fenceAround, type ReadBlock, type ReadLine } from '../../../library/index.ts'
import type { PageResult } from '../page-texts.ts'
import { blocksOf, oneLine } from './app-texts.ts'
import { type ItemNode, nested } from './lists.ts'

export type OutlineBlock =
  | { kind: 'heading'; level: number; line: ReadLine }
  | { kind: 'task'; isDone: boolean; line: ReadLine }
  | { kind: 'item'; isNumbered: boolean; marker: string; line: ReadLine }
  | { kind: 'text' | 'quote' | 'remark'; line: ReadLine }
  | { kind: 'table'; rows: ReadLine[][] }
  | { kind: 'code'; language: string; lines: string[] }
  | { kind: 'tags'; names: string[] }

export interface OutlineNode {
  block: OutlineBlock
  children: OutlineNode[]
}

/** What the page says, without its tags and its image. */
export function outlineOf(result: PageResult): OutlineNode[] {
  const { read, typed, highlights, remarks } = blocksOf(result)
  return [...nodesOf(read), ...nodesOf(typed), ...highlights.flatMap(nodesOf).map(quoted), ...remarks.map(remarkNode)]
}

function plain(text: string): ReadLine {
  return [{ text, as: 'plain' }]
}

/** Nothing for no tags. */
export function tagNodes(tags: string[]): OutlineNode[] {
  const names = tags.map(referenceName).filter((name) => name !== '')
  return names.length === 0 ? [] : [leaf({ kind: 'tags', names })]
}

export function remarkNode(sentence: string): OutlineNode {
  return leaf({ kind: 'remark', line: plain(sentence) })
}

/** The word before a task, in Roam and Logseq. */
export function taskWord(isDone: boolean): string {
  return (isDone ? 'done' : 'todo').toUpperCase()
}

/** Roam and Logseq write tags with blanks so. */
export function tagsInBrackets(names: string[]): string {
  return names.map((name) => `#[[${name}]]`).join(' ')
}

export function pageHeading({ page }: PageResult): OutlineBlock {
  return { kind: 'heading', level: 2, line: plain(`Page ${page.number}`) }
}

function nodesOf(blocks: readonly ReadBlock[]): OutlineNode[] {
  return nested(blocks).flatMap((block) => {
    switch (block.kind) {
      case 'gap':
        return []
      case 'list':
        return block.items.map(nodeOfItem)
      default:
        return [leaf(block)]
    }
  })
}

function nodeOfItem({ item, children }: ItemNode): OutlineNode {
  const { isDone, marker, line } = item
  const block: OutlineBlock =
    isDone === null ? { kind: 'item', isNumbered: /\d/.test(marker), marker, line } : { kind: 'task', isDone, line }
  return { block, children: children.map(nodeOfItem) }
}

function quoted(node: OutlineNode): OutlineNode {
  const { block } = node
  return 'line' in block ? { ...node, block: { kind: 'quote', line: block.line } } : node
}

const leaf = (block: OutlineBlock): OutlineNode => ({ block, children: [] })

/** Invisible, and no part of any app's marks. */
const joiner = '\u2060'

/**
 * Breaks what Roam and Logseq take for commands: macros such as `{{roam/js}}`, queries, links to pages and blocks,
 * links that are no plain address, properties, HTML, hiccup.
 */
const commands = /([[({^_*~`$:])(?=\1)|\](?=\()|<(?=[a-z!/?%])|#(?=[[+])|:(?=hiccup)|\[(?=:)|(?<=^|\n) *:(?=[a-z])/gi

export function withoutCommands(text: string): string {
  return text.replace(commands, (found) => `${found}${joiner}`)
}

/** The lines of code between fences, in which no app looks for commands. */
export function fencedLines({ language, lines }: { language: string; lines: string[] }): string[] {
  const fence = fenceAround(lines)
  return [`${fence}${language.replace(/[^\w+#.-]/g, '')}`, ...lines, fence]
}

/** A name as an app's page title or tag. */
export function referenceName(name: string): string {
  return withoutCommands(oneLine(name.replace(/[\p{Cc}\p{Cs}]/gu, ' ')).replace(/[[\]]/g, ''))
}
