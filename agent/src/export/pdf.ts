// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook as one PDF, on the pages it was written on where it has a source.
import { linesOf, type ReadPages } from '@rmirror/shared/api'
import { type Notebook, type PageSource, readImages } from '@rmirror/shared/library'
import {
  type PdfNote,
  type PdfOptions,
  type PdfPage,
  type PdfResult,
  type PdfSource,
  withRecognised,
} from '@rmirror/shared/pdf'
import { failureOf } from '../outcome.ts'
import { inOrder } from '../workers/in-order.ts'
import { makePdf, PdfThreadError } from '../workers/pdf-thread.ts'
import type { Making, Outlet } from './outlet.ts'
import { missingSource, readSource } from './source.ts'

/** The bytes of the PDF; what it lacks is noted. Rejects with a PdfThreadError when it cannot be made. */
export async function notebookPdf(
  notebook: Notebook,
  { pool, handwriting, background }: Making,
  outlet: Outlet,
): Promise<Uint8Array> {
  const notes: PdfNote[] = []
  const { read } = await handwriting.of(notebook)
  const source = background ? await readSource(notebook, notes) : undefined
  const { title, authors, tags, orientation } = { title: notebook.name, ...notebook }
  const options: PdfOptions = { title, authors, tags, orientation, source }
  const result = await makeEvenWithout(source, notes, (kept) => {
    return makePdf(openPages(notebook, read, { pool, background }, outlet), { ...options, source: kept })
  })
  // Pages that could not be read were told when they failed.
  for (const { code, detail, page } of [...notes, ...result.notes])
    if (code !== 'page-unreadable') outlet.report.note(notebook.name, page, detail)
  return result.bytes
}

/** A source that takes MuPDF down with it is left out at the second try. */
async function makeEvenWithout(
  source: PdfSource | undefined,
  notes: PdfNote[],
  make: (source: PdfSource | undefined) => Promise<PdfResult>,
): Promise<PdfResult> {
  try {
    return await make(source)
  } catch (error) {
    if (!source || !(error instanceof PdfThreadError)) throw error
    notes.push(missingSource('The file below the ink could not be worked on'))
    return make(undefined)
  }
}

async function* openPages(
  notebook: Notebook,
  read: ReadPages['read'],
  { pool, background }: Omit<Making, 'handwriting'>,
  outlet: Outlet,
): AsyncGenerator<PdfPage> {
  const open = async (page: PageSource) => {
    const its = read.get(page.uuid)
    return withRecognised(await openPage(notebook, page, { pool, background }), its && linesOf(its))
  }
  for await (const page of inOrder(notebook.pages, pool.size * 2, open)) {
    outlet.signal.throwIfAborted()
    if (page.failure !== undefined) outlet.report.failed(notebook.name, page.number, page.failure)
    yield page
    outlet.report.done()
  }
}

async function openPage(
  notebook: Notebook,
  source: PageSource,
  { pool, background }: Omit<Making, 'handwriting'>,
): Promise<PdfPage> {
  const { number, tags, sourcePage, file, highlights } = source
  const page = { number, tags, sourcePage }
  // The tablet shows no template below the ink on a PDF.
  const template = background && sourcePage === null ? source.template : ''
  // What has neither a file nor a template is blank, on the paper of the pages around it.
  if (!file && !highlights && (template === '' || template === 'Blank')) return page
  try {
    const ink = await pool.run('pdf', { orientation: notebook.orientation, template }, source)
    return { ...page, ink, images: await readImages(source, ink.facts.images) }
  } catch (error) {
    return { ...page, failure: failureOf(error).detail }
  }
}
