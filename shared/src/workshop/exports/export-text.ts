// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports notebooks as one text document. Pages that can't be read are named in it.
import { textOf } from '../../api/index.ts'
import {
  htmlWriter,
  type Notebook,
  type PageSource,
  type PageText,
  type TextFormat,
  type TextWriter,
  textWriter,
  withTypedTicks,
} from '../../library/index.ts'
import { failureOf, isOfAllWork } from '../orders/failure.ts'
import { inOrder } from '../orders/in-order.ts'
import { partsOf } from '../orders/parts.ts'
import { type ExportedLibrary, type ExportTools, pagesAhead, type Sink } from './export-tools.ts'

const writers: Record<TextFormat | 'html', TextWriter> = {
  markdown: textWriter('markdown'),
  plain: textWriter('plain'),
  html: htmlWriter,
}

export async function exportText(
  { notebooks, folders }: ExportedLibrary,
  format: keyof typeof writers,
  tools: ExportTools,
  write: Sink,
): Promise<void> {
  const writer = writers[format]
  for (const [index, notebook] of notebooks.entries()) {
    await write(`${index > 0 ? '\n' : ''}${writer.opening(notebook, folders, notebooks.length === 1)}`)
    await writePages(notebook, writer, tools, write)
  }
}

async function writePages(notebook: Notebook, writer: TextWriter, tools: ExportTools, write: Sink): Promise<void> {
  const { report, signal } = tools
  const silent: number[] = []
  const { read, waiting, typedTodos } = await tools.readHandwriting(notebook)
  const open = async (page: PageSource) => {
    const its = read.get(page.uuid)
    const typed = await readText(notebook, page, writer, tools)
    if ('text' in typed) typed.text = withTypedTicks(typed.text, typedTodos?.get(page.uuid) ?? [])
    const language = its?.ocr_language ?? undefined
    return { ...typed, read: its && textOf(its), language, waits: waiting.has(page.uuid) }
  }
  for await (const result of inOrder(notebook.pages, pagesAhead(tools), open)) {
    signal.throwIfAborted()
    const { page } = result
    if ('failure' in result) report.pageFailed(notebook, page.number, result.failure)
    const section = writer.section(result)
    if (section !== '') await write(section)
    else silent.push(page.number)
    report.pageDone()
  }
  const closing = writer.closing(silent, read.size > 0)
  if (closing !== '') await write(closing)
}

async function readText(
  notebook: Notebook,
  page: PageSource,
  { withHighlights }: TextWriter,
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
