// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the texts of a notebook's pages, and draws the pages for formats that show them.
import { quotationsOf, type Transcriptions, textOf } from '../../api/index.ts'
import {
  asTasks,
  isOnSource,
  type MarksState,
  type Notebook,
  type PageSource,
  type PageText,
  withTypedTicks,
} from '../../library/index.ts'
import { failureOf, isOfAllWork } from '../orders/failure.ts'
import { inOrder } from '../orders/in-order.ts'
import { MarkReader } from '../orders/mark-reader.ts'
import { partsOf } from '../orders/parts.ts'
import { type ExportTools, pagesAhead } from './export-tools.ts'
import type { NotebookPictures } from './notebook-pictures.ts'
import { repairedHighlights } from './repaired-highlights.ts'

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
  transcriptions: Transcriptions,
  tools: ExportTools,
  options: PageTextOptions,
): AsyncGenerator<PageResult> {
  const { report, signal } = tools
  const { read, waiting, typedTodos } = transcriptions
  const { withHighlights, noteIn, pictures, hasTasks = false } = options
  const repaired = withHighlights ? await repairedHighlights(notebook, tools) : undefined
  const marks = new MarkReader(tools.openDedicatedPool, { signal })
  const open = async (page: PageSource): Promise<PageResult> => {
    const its = read.get(page.uuid)
    const highlights = { withHighlights, texts: repaired?.get(page.uuid) }
    const [typed, picture] = await Promise.all([
      markedText(notebook, page, { highlights, transcriptions, marks }, tools),
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

const noMarks: MarksState = {}

interface WantedHighlights {
  withHighlights: boolean
  /** Of all highlights of the page, if one was repaired. */
  texts: readonly string[] | undefined
}

interface Marked {
  highlights: WantedHighlights
  transcriptions: Transcriptions
  marks: MarkReader
}

/** The typed text, with pen marks as quotations where highlights are wanted. */
async function markedText(
  notebook: Notebook,
  page: PageSource,
  { highlights, transcriptions, marks }: Marked,
  tools: ExportTools,
): Promise<PageText> {
  // `instead` has them in its texts.
  if (!highlights.withHighlights || tools.instead?.(notebook)) {
    return readText(notebook, page, { ...highlights, withTypedMarks: false }, tools)
  }
  // The server's are without those that were rejected there.
  const known = transcriptions.penMarks?.get(page.uuid)
  const isTyped = !isOnSource(notebook, page)
  const [typed, { pen_marks = [] }] = await Promise.all([
    readText(notebook, page, { ...highlights, withTypedMarks: known === undefined && isTyped }, tools),
    known === undefined ? marks.of(page, notebook) : noMarks,
  ])
  if (!('text' in typed)) return typed
  const text = [typed.text, known ?? quotationsOf({ highlights: pen_marks })].filter((part) => part !== '')
  return { ...typed, text: text.join('\n\n') }
}

async function readText(
  notebook: Notebook,
  page: PageSource,
  highlights: WantedHighlights & { withTypedMarks: boolean },
  { pool, instead: insteadOf, signal }: ExportTools,
): Promise<PageText> {
  const instead = insteadOf?.(notebook)
  try {
    if (instead) return { page, text: await instead.text(page, highlights.withHighlights, signal) }
    const parts = await partsOf(page, notebook)
    return { page, text: await pool.run('text', { page: parts, ...highlights }, { signal }) }
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
