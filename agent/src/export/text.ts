// SPDX-License-Identifier: AGPL-3.0-or-later
import { textOf } from '@rmirror/shared/api'
import {
  type Library,
  type Notebook,
  openingAlone,
  openingAmongOthers,
  type PageSource,
  type PageText,
  pageSection,
  silentNote,
  type TextFormat,
  waitingNote,
} from '@rmirror/shared/library'
import { failureOf } from '../outcome.ts'
import { inOrder } from '../workers/in-order.ts'
import type { PagePool } from '../workers/pool.ts'
import type { Making, Outlet } from './outlet.ts'

export async function exportText(library: Library, making: Making, format: TextFormat, outlet: Outlet): Promise<void> {
  const alone = library.notebooks.length === 1
  for (const [index, notebook] of library.notebooks.entries()) {
    const opening = alone
      ? openingAlone(notebook, library.folders, format)
      : openingAmongOthers(notebook, library.folders, format)
    await outlet.write(index > 0 ? `\n${opening}` : opening)
    await writePages(notebook, making, format, outlet)
  }
}

async function writePages(
  notebook: Notebook,
  { pool, handwriting }: Making,
  format: TextFormat,
  outlet: Outlet,
): Promise<void> {
  const silent: number[] = []
  const { read, waiting } = await handwriting.of(notebook)
  const open = async (page: PageSource) => {
    const its = read.get(page.uuid)
    return { ...(await openText(page, pool, format)), read: its && textOf(its) }
  }
  for await (const result of inOrder(notebook.pages, pool.size * 2, open)) {
    outlet.signal.throwIfAborted()
    if ('failure' in result) outlet.report.failed(notebook.name, result.page.number, result.failure)
    const section = pageSection(result, format)
    if (section !== '') await outlet.write(section)
    else if (!waiting.has(result.page.uuid)) silent.push(result.page.number)
    outlet.report.done()
  }
  const late = notebook.pages.filter(({ uuid }) => waiting.has(uuid)).map(({ number }) => number)
  const notes = silentNote(silent, format, read.size > 0) + waitingNote(late, format)
  if (notes !== '') await outlet.write(notes)
}

async function openText(page: PageSource, pool: PagePool, format: TextFormat): Promise<PageText> {
  try {
    return { page, text: await pool.run('text', { format }, page) }
  } catch (error) {
    return { page, failure: failureOf(error).detail }
  }
}
