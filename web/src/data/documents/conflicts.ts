// SPDX-License-Identifier: AGPL-3.0-or-later
// Conflicts are lines that two sides changed in different ways. The page keeps `mine` until a person decides.
import type { DocumentConflict } from './document-calls.ts'

/**
 * A conflict is settled once the line of `mine` is changed, or that of `theirs` is there. The server goes by the same
 * rule, see tests/open-conflicts.json.
 */
export function openConflicts(conflicts: readonly DocumentConflict[], text: string): DocumentConflict[] {
  const lines = new Set(linesOf(text))
  return conflicts.filter(
    ({ mine, theirs }) => (mine === null || lines.has(mine)) && (theirs === null || !lines.has(theirs)),
  )
}

export function isSameConflict(one: DocumentConflict, other: DocumentConflict): boolean {
  return one.mine === other.mine && one.theirs === other.theirs
}

/**
 * The text with the line of `theirs` instead of `mine`. A line that was removed in the text comes after the one that
 * it follows in `transcription`, as far as that is there.
 */
export function takeTheirs(text: string, { mine, theirs }: DocumentConflict, transcription: string): string {
  const lines = linesOf(text)
  if (mine === null) {
    if (theirs !== null) lines.splice(placeAfter(lines, theirs, transcription), 0, theirs)
    return lines.join('\n')
  }
  const place = lines.indexOf(mine)
  if (place >= 0) lines.splice(place, 1, ...(theirs === null ? [] : [theirs]))
  return lines.join('\n')
}

/** An empty text has no line. */
const linesOf = (text: string) => (text === '' ? [] : text.split('\n'))

function placeAfter(lines: readonly string[], line: string, transcription: string): number {
  const read = transcription.split('\n')
  for (let before = read.indexOf(line) - 1; before >= 0; before--) {
    const place = lines.indexOf(read[before] ?? '')
    if (place >= 0) return place + 1
  }
  return 0
}
