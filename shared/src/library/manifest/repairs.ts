// SPDX-License-Identifier: AGPL-3.0-or-later
// Adds to page states the texts of highlights that the tablet lost or broke, where a PDF or EPUB is at hand.
import type { Notebook, PageSource } from '../model/types.ts'
import { isOnSource } from './below.ts'
import { listedPages, type PageState } from './manifest.ts'

export interface HighlightRepair {
  text: string
  /** 0 to 1. */
  confidence: number
}

export interface HighlightedPage {
  page: PageSource
  state: PageState
}

/**
 * For each page and highlight its text, or null if the tablet's is right or nothing better was found. Undefined if
 * nobody could look, for example without MuPDF.
 */
export type RepairHighlights = (
  notebook: Notebook,
  pages: HighlightedPage[],
) => Promise<(HighlightRepair | null)[][] | undefined>

/** A better matcher has another number, so that it looks at all highlights again. */
const matcher = 1

/**
 * Changes the states of pages on a PDF or EPUB whose highlights weren't looked at since the file has changed, and
 * returns these pages. A state without a repair says nothing: the server keeps one that another device has made.
 */
export async function completeRepairs(
  notebooks: readonly Notebook[],
  stateOf: (page: PageSource) => PageState | undefined,
  repair: RepairHighlights,
): Promise<PageSource[]> {
  const completed: PageSource[] = []
  for (const notebook of notebooks) {
    const pages = pagesToRepair(notebook, stateOf)
    const repairs = pages.length > 0 ? await repair(notebook, pages) : undefined
    if (!repairs) continue
    for (const [position, { page, state }] of pages.entries()) {
      state.repaired_from = sourceKey(notebook, page)
      state.highlights = state.highlights.map((highlight, nth) => withRepair(highlight, repairs[position]?.[nth]))
      completed.push(page)
    }
  }
  return completed
}

function pagesToRepair(notebook: Notebook, stateOf: (page: PageSource) => PageState | undefined): HighlightedPage[] {
  if (!notebook.source) return []
  return listedPages(notebook).flatMap((page) => {
    const state = stateOf(page)
    if (!state || state.highlights.length === 0 || !isOnSource(notebook, page)) return []
    return state.repaired_from === sourceKey(notebook, page) ? [] : [{ page, state }]
  })
}

/** Equal as long as looking again would find the same. */
function sourceKey({ source, book }: Notebook, { sourcePage, number }: PageSource): string {
  const files = [source, book].map((file) => file && [file.path, file.size, file.modified])
  return JSON.stringify([matcher, ...files, sourcePage ?? number - 1])
}

function withRepair(
  { repaired_text: _, confidence: __, ...highlight }: PageState['highlights'][number],
  repair: HighlightRepair | null | undefined,
): PageState['highlights'][number] {
  return repair ? { ...highlight, repaired_text: repair.text, confidence: repair.confidence } : highlight
}
