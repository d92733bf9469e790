// SPDX-License-Identifier: AGPL-3.0-or-later
// Highlights the line of a page that contains the words of a search result.
import type { PageDetail } from '@rmirror/shared/api'
import { useEffect } from 'preact/hooks'
import { useHistoryState } from 'wouter-preact/use-browser-location'
import type { HighlightTarget } from '../../components/notes/TranscribedText.tsx'
import type { Snippet } from '../../data/library/found-words.ts'
import { wantedWords, wordsIn } from '../../data/library/found-words.ts'

/** Kept in the state of the page's history entry. In the address itself, the words would be sent to the server. */
export interface FoundWords {
  found: string[]
}

/** The found words as written on the page, where they may be spelt or inflected differently than in the query. */
export function foundWordsOf(snippets: readonly (Snippet & { source: string })[]): FoundWords {
  const marked = snippets
    .filter(({ source }) => source === 'text' || source === 'todo')
    .flatMap(({ text, ranges }) => ranges.map(({ start, end }) => text.slice(start, end)))
  return { found: [...new Set(marked.flatMap(wantedWords))] }
}

/** Index of the first of the lines with the most of the words; null: no line has any. */
export function lineWith(lines: readonly { text: string }[], words: readonly string[]): number | null {
  const counts = lines.map(({ text }) => wordsIn(text, words).length)
  const max = Math.max(0, ...counts)
  return max > 0 ? counts.indexOf(max) : null
}

/** Highlights the line once, as soon as its position on the page is known. */
export function useFoundLine({ ocr_lines }: Pick<PageDetail, 'ocr_lines'>, onSheet: HighlightTarget | undefined): void {
  const state = useHistoryState<Partial<FoundWords> | null>()
  const line = state?.found ? lineWith(ocr_lines, state.found) : null
  const isPlaced = onSheet?.placed.some((placed) => placed.line === line) ?? false
  useEffect(() => {
    if (line !== null && isPlaced) onSheet?.lit.choose(line, 'search')
  }, [state, line, isPlaced])
}
