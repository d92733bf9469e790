// SPDX-License-Identifier: AGPL-3.0-or-later
// From a search result to the line of the page that has the words.
import type { PageDetail } from '@rmirror/shared/api'
import { useEffect } from 'preact/hooks'
import { useHistoryState } from 'wouter-preact/use-browser-location'
import type { LinesOnSheet } from '../components/ReadText.tsx'
import type { Snippet } from '../data/found-words.ts'
import { wantedWords, wordsIn } from '../data/found-words.ts'

/** What the history keeps with the address of a page. The address itself would take the words to the server. */
export interface FoundWords {
  found: string[]
}

/** As they stand on the page, which may be spelt or inflected otherwise than what was searched for. */
export function foundWordsOf(snippets: readonly (Snippet & { source: string })[]): FoundWords {
  const marked = snippets
    .filter(({ source }) => source === 'text' || source === 'todo')
    .flatMap(({ text, ranges }) => ranges.map(({ start, end }) => text.slice(start, end)))
  return { found: [...new Set(marked.flatMap(wantedWords))] }
}

/** The first of the lines that have the most of the words; null: no line has any. */
export function lineWith(lines: readonly { text: string }[], words: readonly string[]): number | null {
  const counts = lines.map(({ text }) => wordsIn(text, words).length)
  const most = Math.max(0, ...counts)
  return most > 0 ? counts.indexOf(most) : null
}

/** Lights the line as soon as its place is known, once. */
export function useFoundLine({ ocr_lines }: Pick<PageDetail, 'ocr_lines'>, onSheet: LinesOnSheet | undefined): void {
  const state = useHistoryState<Partial<FoundWords> | null>()
  const line = state?.found ? lineWith(ocr_lines, state.found) : null
  const isPlaced = onSheet?.placed.some((placed) => placed.line === line) ?? false
  useEffect(() => {
    if (line !== null && isPlaced) onSheet?.lit.choose(line, 'search')
  }, [state, line, isPlaced])
}
