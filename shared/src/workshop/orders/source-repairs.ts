// SPDX-License-Identifier: AGPL-3.0-or-later
// Repairs the texts of a notebook's highlights with MuPDF, in a worker for this file alone.
import type { HighlightedPage, Notebook } from '../../library/index.ts'
import type { Repair } from '../../repair/index.ts'
import type { MarkedSheet, RepairRequest } from './orders.ts'
import { blobOf } from './parts.ts'
import type { Pool } from './pool.ts'

export interface RepairTools {
  /** A pool with MuPDF for this file alone. */
  openDedicatedPool(): Promise<Pool>
  signal: AbortSignal
}

type Document = Pick<Notebook, 'uuid' | 'source' | 'sourceKind' | 'book' | 'pages'>

type Repairs = (Repair | null)[]

/** What was found, by document and page: syncs, vaults and exports ask again and again. The oldest are dropped. */
const known = new Map<string, Repairs>()
const maxKnown = 2000

/** For each page and highlight its text or null; undefined if the file can't be read or MuPDF isn't there. */
export async function repairsOf(
  document: Document,
  marked: readonly HighlightedPage[],
  tools: RepairTools,
): Promise<Repairs[] | undefined> {
  const sheets = marked.map((page) => {
    const sheet = sheetOf(page)
    return { sheet, key: keyOf(document, page, sheet) }
  })
  const unknown = sheets.filter(({ key }) => !known.has(key))
  if (unknown.length > 0) {
    const found = await find(
      document,
      unknown.map(({ sheet }) => sheet),
      tools,
    )
    if (!found) return undefined
    for (const [nth, { key }] of unknown.entries()) known.set(key, found[nth] ?? [])
  }
  const repairs = sheets.map(({ key }) => known.get(key) ?? [])
  for (const key of known.keys()) if (known.size > maxKnown) known.delete(key)
  return repairs
}

async function find(
  { source, sourceKind = 'pdf', book, pages: { length: pageCount } }: Document,
  pages: MarkedSheet[],
  { openDedicatedPool, signal }: RepairTools,
): Promise<Repairs[] | undefined> {
  if (!source) return undefined
  let pool: Pool | undefined
  try {
    pool = await openDedicatedPool()
    const request: RepairRequest = { source: await blobOf(source), sourceKind, book: null, pages, pageCount }
    const found = await pool.run('repair', request, { signal })
    // Most highlights are as printed, so the book is read only if it can help.
    const bytes = book && found.wantsBook ? await blobOf(book).catch(() => null) : null
    return bytes ? (await pool.run('repair', { ...request, book: bytes }, { signal })).repairs : found.repairs
  } catch {
    signal.throwIfAborted()
    return undefined
  } finally {
    await pool?.close()
  }
}

function sheetOf({ page: { number, sourcePage }, state: { frame, highlights } }: HighlightedPage): MarkedSheet {
  const marks = highlights.map(({ original_text, rects }) => ({ original_text, rects }))
  return { number, sourcePage, frame: frame ?? null, marks }
}

/** With the highlights themselves: those of hidden layers aren't part of the page's hash. */
function keyOf({ uuid, source, book }: Document, { page }: HighlightedPage, sheet: MarkedSheet): string {
  const files = [source, book].map((file) => file && [file.path, file.size, file.modified])
  return JSON.stringify([uuid, page.uuid, sheet, ...files])
}
