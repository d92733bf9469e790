// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports a notebook as one PDF, on the pages of its PDF or EPUB if it has one. The pool reads the ink of its pages,
// one worker with MuPDF assembles them.
import { linesOf, noTranscriptions, type Transcriptions } from '../../api/index.ts'
import { type Notebook, type PageSource, readImages } from '../../library/index.ts'
import { type PdfNote, type PdfPage, type PdfResult, pageOfPicture, withRecognised } from '../../pdf/index.ts'
import { failureOf, isOfAllWork, OrderError } from '../orders/failure.ts'
import { inOrder } from '../orders/in-order.ts'
import type { PdfSourceHandle } from '../orders/orders.ts'
import { partsOf } from '../orders/parts.ts'
import { type ExportTools, noteInkAlone, pagesAhead, type Sink } from './export-tools.ts'
import { missingSource, readSource } from './notebook-source.ts'
import { type HighlightTexts, repairedHighlights } from './repaired-highlights.ts'

/** Rejects with an OrderError if the PDF can't be made; what it lacks is reported in notes. */
export async function exportPdf(notebook: Notebook, tools: ExportTools, write: Sink): Promise<void> {
  const notes: PdfNote[] = []
  // Stored pictures come with their transcription.
  const { read } = tools.instead?.(notebook) ? noTranscriptions : await tools.readHandwriting(notebook)
  const source = tools.background ? await readSource(notebook, notes) : null
  const texts = await repairedHighlights(notebook, tools)
  const result = await makeAtAnyRate(notebook, { source, read, texts }, tools, notes)
  // Unreadable pages were reported when they failed.
  for (const note of [...notes, ...result.notes]) if (note.code !== 'page-unreadable') tools.report.note(notebook, note)
  await write(result.bytes)
}

interface Attempt {
  source: PdfSourceHandle | null
  read: Transcriptions['read']
  /** Of highlights that are printed otherwise than their files say. */
  texts: HighlightTexts
  /** False draws a frame in place of each image. */
  images?: boolean
}

/** Retries without the source, then without images, if one of them crashed the worker with MuPDF. */
async function makeAtAnyRate(
  notebook: Notebook,
  attempt: Attempt,
  tools: ExportTools,
  notes: PdfNote[],
): Promise<PdfResult> {
  try {
    return await make(notebook, attempt, tools)
  } catch (error) {
    if (!(error instanceof OrderError) || error.code !== 'crash') throw error
    if (attempt.source) {
      notes.push(missingSource("The PDF or book couldn't be processed"))
      return makeAtAnyRate(notebook, { ...attempt, source: null }, tools, notes)
    }
    if (attempt.images === false || !notebook.pages.some(({ pictures }) => pictures)) throw error
    notes.push({ code: 'image-broken', detail: "An image couldn't be processed; frames show where the images belong" })
    return makeAtAnyRate(notebook, { ...attempt, images: false }, tools, notes)
  }
}

async function make(notebook: Notebook, attempt: Attempt, tools: ExportTools): Promise<PdfResult> {
  const { signal } = tools
  const { authors, tags, orientation } = notebook
  const options = { title: notebook.name, authors, tags, orientation }
  const writer = await tools.openDedicatedPool()
  try {
    await writer.run('start-pdf', { options, source: attempt.source }, { signal })
    for await (const page of readPages(notebook, attempt, tools)) {
      await writer.run('add-pdf-page', { page }, { signal })
      tools.report.pageDone()
    }
    return await writer.run('finish-pdf', {}, { signal })
  } finally {
    // MuPDF's memory only grows, and the worker may still be busy.
    await writer.close()
  }
}

async function* readPages(notebook: Notebook, attempt: Attempt, tools: ExportTools): AsyncGenerator<PdfPage> {
  const open = (page: PageSource) => readPage(notebook, page, attempt, tools)
  for await (const page of inOrder(notebook.pages, pagesAhead(tools), open)) {
    tools.signal.throwIfAborted()
    if (page.failure !== undefined) tools.report.pageFailed(notebook, page.number, page.failure)
    yield page
  }
}

async function readPage(
  notebook: Notebook,
  source: PageSource,
  { read, texts, images = true }: Attempt,
  tools: ExportTools,
): Promise<PdfPage> {
  const { pool, background, signal } = tools
  const instead = tools.instead?.(notebook)
  const { number, tags, sourcePage, file, highlights } = source
  const page = { number, tags, sourcePage }
  try {
    if (instead) {
      const picture = await instead.picture(source, signal)
      if (picture.isInkAlone) noteInkAlone(tools, notebook, number)
      return pageOfPicture(page, picture)
    }
    const whole = await partsOf(source, notebook)
    const parts = background ? whole : { ...whole, template: '' }
    // A page with neither a file nor a template is blank, on the paper of the pages around it.
    if (!file && !highlights && (parts.template === '' || parts.template === 'Blank')) return page
    const ink = await pool.run('ink', { page: parts }, { signal })
    for (const [nth, text] of (texts.get(source.uuid) ?? []).entries()) {
      const highlight = ink.facts.highlights[nth]
      if (highlight) highlight.text = text
    }
    const pictures = images ? await readImages(source, ink.facts.images) : new Map()
    const its = read.get(source.uuid)
    return withRecognised({ ...page, ink, images: pictures }, its && linesOf(its))
  } catch (error) {
    if (isOfAllWork(error)) throw error
    return { ...page, failure: failureOf(error).detail }
  }
}
