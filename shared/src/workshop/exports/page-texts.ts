// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the texts of a notebook's pages, and draws the pages for formats that show them.
import { type Transcriptions, textOf } from '../../api/index.ts'
import { asTasks, type Notebook, type PageSource, type PageText, withTypedTicks } from '../../library/index.ts'
import { failureOf, isOfAllWork } from '../orders/failure.ts'
import { inOrder } from '../orders/in-order.ts'
import { partsOf } from '../orders/parts.ts'
import { type ExportTools, pagesAhead } from './export-tools.ts'
import type { NotebookPictures } from './notebook-pictures.ts'

export interface PageTextOptions {
  withHighlights: boolean
  noteIn: NonNullable<PageText['noteIn']>
  /** Absent: pages aren't drawn. */
  pictures?: NotebookPictures | undefined
  /** Writes all to-dos of a document as task list items. */
  hasTasks?: boolean
}

/** `drawn`: a PNG. */
export type PageResult = PageText & { drawn?: Uint8Array | undefined; undrawn?: string | undefined }

/** Several pages at a time, in order. Failures are reported, and named in the results. */
export async function* pageTexts(
  notebook: Notebook,
  { read, waiting, typedTodos }: Transcriptions,
  tools: ExportTools,
  options: PageTextOptions,
): AsyncGenerator<PageResult> {
  const { report, signal } = tools
  const { withHighlights, noteIn, pictures, hasTasks = false } = options
  const open = async (page: PageSource): Promise<PageResult> => {
    const its = read.get(page.uuid)
    const [typed, picture] = await Promise.all([
      readText(notebook, page, withHighlights, tools),
      pictures && !notebook.isNote ? drawPage(page, pictures) : {},
    ])
    if ('text' in typed) typed.text = withTypedTicks(typed.text, typedTodos?.get(page.uuid) ?? [])
    const written = its && textOf(its)
    const attachments = written === undefined ? undefined : await tools.attachmentPaths?.(written)
    const text = {
      ...typed,
      ...picture,
      read: written && hasTasks ? asTasks(written) : written,
      language: its?.ocr_language ?? undefined,
      attachments,
      waits: waiting.has(page.uuid),
    }
    return notebook.isNote ? { ...text, noteIn } : text
  }
  for await (const result of inOrder(notebook.pages, pagesAhead(tools), open)) {
    signal.throwIfAborted()
    const failure = 'failure' in result ? result.failure : result.undrawn
    if (failure !== undefined) report.pageFailed(notebook, result.page.number, failure)
    yield result
  }
}

async function readText(
  notebook: Notebook,
  page: PageSource,
  withHighlights: boolean,
  { pool, instead: insteadOf, signal }: ExportTools,
): Promise<PageText> {
  const instead = insteadOf?.(notebook)
  try {
    if (instead) return { page, text: await instead.text(page, withHighlights, signal) }
    const parts = await partsOf(page, notebook)
    return { page, text: await pool.run('text', { page: parts, withHighlights }, { signal }) }
  } catch (error) {
    if (isOfAllWork(error)) throw error
    return { page, failure: failureOf(error).detail }
  }
}

async function drawPage(page: PageSource, pictures: NotebookPictures): Promise<Pick<PageResult, 'drawn' | 'undrawn'>> {
  try {
    return { drawn: await pictures.draw(page) }
  } catch (error) {
    if (isOfAllWork(error)) throw error
    return { undrawn: failureOf(error).detail }
  }
}
