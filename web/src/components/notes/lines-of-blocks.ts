// SPDX-License-Identifier: AGPL-3.0-or-later
import { readBlocks } from '@rmirror/shared/library'

/** For each block of a transcription the 0-based line of the Markdown that it begins at. */
export function linesOfBlocks(markdown: string): number[] {
  const starts: number[] = []
  let before = 'gap'
  markdown.split('\n').forEach((line, number) => {
    const kind = readBlocks(line)[0]?.kind ?? 'gap'
    // Gaps and rows of a table are joined; a gap at the beginning is left out.
    if (kind !== before || (kind !== 'gap' && kind !== 'table')) starts.push(number)
    before = kind
  })
  return starts
}
