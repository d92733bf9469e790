// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens a page that is shown, with the printed texts of highlights that the tablet lost or broke.
import { pageState } from '../../library/index.ts'
import type { Repair } from '../../repair/index.ts'
import type { Orders, PageBelow, PageParts } from '../orders/orders.ts'
import { pagePerformers } from './pages.ts'
import { repairHighlights } from './repairs.ts'
import type { Workshop } from './workshop.ts'

export async function openWithRepairs(
  workshop: Workshop,
  request: Orders['open']['request'],
): Promise<Orders['open']['answer']> {
  const details = await pagePerformers.open(workshop, request)
  const { below } = request.page
  if (!below?.source || details.facts.highlights.length === 0) return details
  const repairs = await repairsOn(workshop, request.page, { ...below, source: below.source }).catch(() => undefined)
  // A page is shown without them rather than not at all, even if MuPDF has failed.
  return repairs ? { ...details, repairs } : details
}

async function repairsOn(
  workshop: Workshop,
  parts: PageParts,
  { source, kind, number, sourcePage }: PageBelow & { source: Blob },
): Promise<(Repair | null)[]> {
  const { page } = await workshop.openToShow(parts)
  using _ = page
  const { frame = null, highlights: marks } = pageState(page)
  const pages = [{ number, sourcePage, frame, marks }]
  const { repairs } = await repairHighlights({ source, sourceKind: kind, book: null, pages, pageCount: null })
  return repairs[0] ?? []
}
