// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook as a PDF, on the pages it was written on where it has a source. MuPDF is loaded with the first one.
import type { PdfInk } from '@rmirror/shared/core'
import { problemFrom } from '@rmirror/shared/library'
import { type PdfNote, type PdfPage, type PdfSource, withRecognised, writePdf } from '@rmirror/shared/pdf'
import { endsAllWork } from './failure.ts'
import { imagesOf } from './images.ts'
import type { Order, Orders, PageOutline, PageParts, PdfAnswer, PdfRequest } from './protocol.ts'
import type { Workshop } from './workshop.ts'

type Tell = (news: Orders['pdf']['news']) => void

export async function performPdf(shop: Workshop, request: Order, signal: AbortSignal, tell: Tell): Promise<PdfAnswer> {
  if (request.kind !== 'pdf') throw new Error('This worker makes PDFs only')
  const { name, authors, tags, orientation } = request.notebook
  const notes: PdfNote[] = []
  const source = await readSource(request, notes)
  const pages = readPages(shop, request, signal, tell)
  const options = { title: name, authors, tags, orientation, source }
  const result = await writePdf(pages, options, (style) => shop.readFont(style))
  const pdf = new Blob([result.bytes as Uint8Array<ArrayBuffer>], { type: 'application/pdf' })
  return { pdf, notes: [...notes, ...result.notes] }
}

async function readSource({ notebook, source }: PdfRequest, notes: PdfNote[]): Promise<PdfSource | undefined> {
  if (source === null) return undefined
  try {
    return { kind: notebook.sourceKind ?? 'pdf', bytes: new Uint8Array(await source.arrayBuffer()) }
  } catch {
    notes.push(sourceMissing('The file below the ink could not be read'))
    return undefined
  }
}

function sourceMissing(why: string): PdfNote {
  return { code: 'source-broken', detail: `${why}: only what was written on it is here` }
}

async function* readPages(
  shop: Workshop,
  { notebook, parts, background, read }: PdfRequest,
  signal: AbortSignal,
  tell: Tell,
): AsyncGenerator<PdfPage> {
  for (const [position, page] of notebook.pages.entries()) {
    signal.throwIfAborted()
    yield withRecognised(await readPage(shop, page, parts[position] ?? null, background), read?.get(page.uuid))
    tell({ donePages: position + 1 })
  }
}

async function readPage(
  shop: Workshop,
  { number, tags, sourcePage }: PageOutline,
  parts: PageParts | null,
  background: boolean,
): Promise<PdfPage> {
  const page = { number, tags, sourcePage }
  if (!parts) return { ...page, failure: 'its file could not be opened' }
  const template = background ? parts.template : ''
  // What has neither a file nor a template is blank, on the paper of the pages around it.
  if (!parts.ink && !parts.highlights && (template === '' || template === 'Blank')) return page
  try {
    return { ...page, ...(await readInk(shop, parts, template)) }
  } catch (error) {
    if (endsAllWork(error)) throw error
    return { ...page, failure: problemFrom('', error).detail }
  }
}

async function readInk(
  shop: Workshop,
  parts: PageParts,
  template: string,
): Promise<{ ink: PdfInk; images: PdfPage['images'] }> {
  const { page } = await shop.open(parts)
  using _ = page
  const images = parts.below ? await imagesOf(page, parts.below) : new Map<string, Uint8Array>()
  return { ink: page.pdfInk({ orientation: parts.orientation, template }), images }
}
