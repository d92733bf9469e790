// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks as one document of text. A page that cannot be read is named in it.
import { textOf } from '../api/index.ts'
import {
  type Notebook,
  openingAlone,
  openingAmongOthers,
  type PageSource,
  type PageText,
  pageSection,
  silentNote,
  type TextFormat,
  withTypedTicks,
} from '../library/index.ts'
import { type ExportedLibrary, type ExportTools, pagesAhead, type Sink } from './export-tools.ts'
import { endsAllWork, failureOf } from './failure.ts'
import { inOrder } from './in-order.ts'
import { partsOf } from './parts.ts'

export async function exportText(
  { notebooks, folders }: ExportedLibrary,
  format: TextFormat,
  tools: ExportTools,
  write: Sink,
): Promise<void> {
  const opening = notebooks.length === 1 ? openingAlone : openingAmongOthers
  for (const [index, notebook] of notebooks.entries()) {
    await write(`${index > 0 ? '\n' : ''}${opening(notebook, folders, format)}`)
    await writePages(notebook, format, tools, write)
  }
}

async function writePages(notebook: Notebook, format: TextFormat, tools: ExportTools, write: Sink): Promise<void> {
  const { report, signal } = tools
  const silent: number[] = []
  const { read, waiting, typedTodos } = await tools.readHandwriting(notebook)
  const open = async (page: PageSource) => {
    const its = read.get(page.uuid)
    const typed = await readText(notebook, page, format, tools)
    if ('text' in typed) typed.text = withTypedTicks(typed.text, typedTodos?.get(page.uuid) ?? [])
    return { ...typed, read: its && textOf(its), waits: waiting.has(page.uuid) }
  }
  for await (const result of inOrder(notebook.pages, pagesAhead(tools), open)) {
    signal.throwIfAborted()
    const { page } = result
    if ('failure' in result) report.pageFailed(notebook, page.number, result.failure)
    const section = pageSection(result, format)
    if (section !== '') await write(section)
    else silent.push(page.number)
    report.pageDone()
  }
  const note = silentNote(silent, format, read.size > 0)
  if (note !== '') await write(note)
}

async function readText(
  notebook: Notebook,
  page: PageSource,
  format: TextFormat,
  { pool, instead, signal }: ExportTools,
): Promise<PageText> {
  try {
    if (instead) return { page, text: await instead.text(page, signal) }
    const parts = await partsOf(page, notebook)
    const withHighlights = format === 'markdown'
    return { page, text: await pool.run('text', { page: parts, withHighlights }, { signal }) }
  } catch (error) {
    if (endsAllWork(error)) throw error
    return { page, failure: failureOf(error).detail }
  }
}
