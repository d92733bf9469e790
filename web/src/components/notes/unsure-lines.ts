// SPDX-License-Identifier: AGPL-3.0-or-later
import { type ReadBlock, readBlocks, wordsOf } from '@rmirror/shared/library'
import { confidenceLevel, type LineConfidence, LineFinder } from './confidence.ts'

/** A line that should be compared with the handwriting. */
export interface UnsureLine {
  /** 0-based line of the Markdown. */
  source: number
  /** Index into the lines of the page. */
  line: number
  /** Its words, by which it is remembered when a person accepts it. */
  text: string
}

/** The uncertain lines of a text, in its order. Those that were corrected meanwhile are no more among them. */
export function unsureLinesOf(markdown: string, lines: readonly LineConfidence[]): UnsureLine[] {
  const finder = new LineFinder(lines)
  return markdown.split('\n').flatMap((written, source) => {
    const line = finder.find(wordsIn(readBlocks(written)[0]))
    const known = line === null ? undefined : lines[line]
    if (line === null || !known || confidenceLevel(known) === 'sure') return []
    return [{ source, line, text: known.text }]
  })
}

/** The first one after this line of the Markdown, or else the first of all. */
export function nextUnsure(unsure: readonly UnsureLine[], after: number): UnsureLine | undefined {
  return unsure.find(({ source }) => source > after) ?? unsure[0]
}

/** Lines that a person accepted are certain. */
export function withAccepted<Line extends LineConfidence>(
  lines: readonly Line[],
  accepted: ReadonlySet<string>,
): readonly Line[] {
  if (accepted.size === 0) return lines
  return lines.map((line) => (accepted.has(line.text) ? { ...line, confidence: 1 } : line))
}

function wordsIn(block: ReadBlock | undefined): string {
  if (!block || block.kind === 'gap') return ''
  if (block.kind === 'code') return block.lines.join(' ')
  return block.kind === 'table' ? block.rows.flat().map(wordsOf).join(' | ') : wordsOf(block.line)
}
