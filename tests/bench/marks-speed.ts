// SPDX-License-Identifier: AGPL-3.0-or-later
// Pen marks on every page of a long PDF: its words read by MuPDF, its marks found by the core.
import type { Core } from '@rmirror/shared/core'
import { marksState } from '@rmirror/shared/library'
import { BelowInk } from '@rmirror/shared/pdf'
import { markedDocument } from '../marks/marked-document.ts'
import { median } from './median.ts'

export const markedPages = 300
const marksPerPage = 4
const rounds = 3

export interface MarksSpeed {
  /** Of all pages, from the open PDF on; the median of a few rounds. */
  ms: number
  found: number
  openingMs: number
}

export async function measureMarks(core: Core): Promise<MarksSpeed> {
  const { pdf, pages } = markedDocument(markedPages * marksPerPage, 300, marksPerPage)
  const times: number[] = []
  const openings: number[] = []
  let found = 0
  for (let round = 0; round <= rounds; round++) {
    const begun = performance.now()
    using below = await BelowInk.open({ kind: 'pdf', bytes: pdf })
    const opened = performance.now()
    found = 0
    for (const [index, { ink }] of pages.entries()) {
      using page = core.openPage(ink)
      const printed = below.printed({ number: index + 1, sourcePage: index }, 'top_center', core)
      found += marksState(page, printed ?? undefined).pen_marks?.length ?? 0
    }
    // Engines compile what they run often while they run it: the first round doesn't count.
    if (round === 0) continue
    openings.push(opened - begun)
    times.push(performance.now() - opened)
  }
  return { ms: median(times), found, openingMs: median(openings) }
}
