// SPDX-License-Identifier: AGPL-3.0-or-later
// Performs the order to repair highlights: their places in page units become places on the page of the PDF.
import { type PageWords, type PdfSource, rectsOnSource, SourceText } from '../../pdf/index.ts'
import { type Printed, Repairer } from '../../repair/index.ts'
import type { Orders } from '../orders/orders.ts'
import { readBytes } from '../orders/parts.ts'

/** A source that can't be opened has no words, so nothing is repaired with it. */
export async function repairHighlights(request: Orders['repair']['request']): Promise<Orders['repair']['answer']> {
  const { sourceKind, pageCount } = request
  using source = await opened(sourceKind, request.source)
  using book = request.book ? await opened('epub', request.book) : undefined
  const pdf = sourceKind === 'pdf' && source ? printedOf(source) : undefined
  const epub = sourceKind === 'epub' ? source : book
  const repairer = new Repairer({ pdf, epub: epub && printedOf(epub) })
  let wantsBook = false
  const repairs = request.pages.map((sheet) => {
    const page = source?.pageOf(sheet) ?? null
    const words = pdf && page !== null ? pdf.page(page) : undefined
    const marks = sheet.marks.map(({ original_text, rects }) => ({
      original_text,
      rects: words && sheet.frame ? rectsOnSource(words, sheet.frame, rects) : [],
    }))
    const pages = pdf ? pdf.count : Math.max(pageCount ?? source?.count ?? 1, sheet.number)
    const position = ((pdf && page !== null ? page : (sheet.sourcePage ?? sheet.number - 1)) + 0.5) / pages
    const found = repairer.repair({ page: pdf ? page : null, position, marks })
    wantsBook ||= found.some(({ state }) => state !== 'whole')
    return found.map(({ repair }) => repair)
  })
  return { repairs, wantsBook }
}

async function opened(kind: PdfSource['kind'], file: Blob): Promise<SourceText | undefined> {
  return SourceText.open({ kind, bytes: await readBytes(file) })
}

/** Pages that are kept, because their words and their size are asked for one after the other. */
const maxKept = 8

function printedOf(text: SourceText): Printed & { page(index: number): PageWords | undefined } {
  const kept = new Map<number, PageWords | undefined>()
  const page = (index: number) => {
    if (kept.has(index)) return kept.get(index)
    for (const old of kept.keys()) if (kept.size >= maxKept) kept.delete(old)
    const words = text.words(index)
    kept.set(index, words)
    return words
  }
  return { count: text.count, page, words: (index) => page(index)?.words ?? [] }
}
