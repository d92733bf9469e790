// SPDX-License-Identifier: AGPL-3.0-or-later
// Changes of a text as an editor takes them: as small as possible, so that cursor and undo keep their places.
import type { LineDiff } from '@rmirror/shared/core'

/** Replaces the characters from..to of the text before. */
export interface TextChange {
  from: number
  to: number
  insert: string
}

/** In ascending order. Without a diff, everything between the first and the last different character is one change. */
export function changesBetween(before: string, after: string, diff: LineDiff | null): TextChange[] {
  return diff ? lineChanges(before, after, diff) : trimmed({ from: 0, to: before.length, insert: after }, before)
}

function lineChanges(before: string, after: string, { became }: LineDiff): TextChange[] {
  const [older, newer] = [linesOf(before), linesOf(after)]
  const starts = startsOf(older)
  const changes: TextChange[] = []
  let [older0, newer0] = [0, 0]
  /** Lines that no line of the other text belongs to. */
  const addStretch = (older1: number, newer1: number) => {
    const lines = newer.slice(newer0, newer1)
    if (older1 > older0 || lines.length > 0) changes.push(stretchChange(before, starts, older0, older1, lines))
  }
  became.forEach((line, position) => {
    if (line === null) return
    addStretch(position, line)
    const from = starts[position] ?? 0
    const change = { from, to: from + (older[position]?.length ?? 0), insert: newer[line] ?? '' }
    changes.push(...trimmed(change, before))
    older0 = position + 1
    newer0 = line + 1
  })
  addStretch(older.length, newer.length)
  return changes
}

/** Replaces the older lines from..to with `lines`; removed and added lines take one line end with them. */
function stretchChange(text: string, starts: number[], from: number, to: number, lines: string[]): TextChange {
  const isLast = to === starts.length
  const start = starts[from] ?? text.length
  const end = isLast ? text.length : (starts[to] ?? 0) - 1
  const insert = lines.join('\n')
  if (to > from && lines.length > 0) return { from: start, to: end, insert }
  if (to > from)
    return isLast ? { from: Math.max(0, start - 1), to: end, insert } : { from: start, to: end + 1, insert }
  if (!isLast) return { from: start, to: start, insert: `${insert}\n` }
  return { from: start, to: start, insert: starts.length > 0 ? `\n${insert}` : insert }
}

/** Without what is the same at both ends; none if nothing is left. */
function trimmed({ from, to, insert }: TextChange, text: string): TextChange[] {
  let start = 0
  const max = Math.min(to - from, insert.length)
  while (start < max && text[from + start] === insert[start]) start++
  let end = 0
  while (end < max - start && text[to - 1 - end] === insert[insert.length - 1 - end]) end++
  const change = { from: from + start, to: to - end, insert: insert.slice(start, insert.length - end) }
  return change.from < change.to || change.insert !== '' ? [change] : []
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

function startsOf(lines: readonly string[]): number[] {
  let next = 0
  return lines.map(({ length }) => {
    const start = next
    next += length + 1
    return start
  })
}
