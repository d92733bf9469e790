// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports notebooks as one text document, or as an archive of it and the attachments that it mentions. Pages that can't
// be read are named in it.
import { textOf } from '../../api/index.ts'
import {
  htmlWriter,
  type Notebook,
  type PageSource,
  type PageText,
  safeFileName,
  type TextFormat,
  type TextWriter,
  textWriter,
  withTypedTicks,
  writeZip,
} from '../../library/index.ts'
import { failureOf, isOfAllWork } from '../orders/failure.ts'
import { inOrder } from '../orders/in-order.ts'
import { partsOf } from '../orders/parts.ts'
import { ArchivedAttachments } from './archived-attachments.ts'
import { type ExportedLibrary, type ExportTools, pagesAhead, type Sink } from './export-tools.ts'
import { bytesOfAll } from './sinks.ts'

const writers: Record<TextFormat | 'html', TextWriter> = {
  markdown: textWriter('markdown'),
  plain: textWriter('plain'),
  html: htmlWriter,
}

type Format = keyof typeof writers

const extensions: Record<Format, string> = { markdown: 'md', plain: 'txt', html: 'html' }

/** Resolves with "zip" if it became an archive. */
export async function exportText(
  library: ExportedLibrary,
  format: Format,
  tools: ExportTools,
  write: Sink,
): Promise<'zip' | undefined> {
  const { fetchAttachment, signal } = tools
  // In an archive of several documents, their attachments are the archive's.
  if (!fetchAttachment || tools.attachmentPaths || format === 'plain') {
    await writeText(library, format, tools, write)
    return undefined
  }
  const attachments = new ArchivedAttachments({ fetchAttachment, signal })
  const attachmentPaths = (markdown: string) => attachments.pathsFor(markdown, '')
  const text = await bytesOfAll((add) => writeText(library, format, { ...tools, attachmentPaths }, add))
  if (attachments.isEmpty) {
    await write(text)
    return undefined
  }
  const [first] = library.notebooks
  const modified = first?.lastModified ?? 0
  const zip = writeZip(new WritableStream({ write }))
  await zip.add(`${safeFileName(first?.name ?? '')}.${extensions[format]}`, text, modified)
  await attachments.addTo(zip, modified)
  await zip.close()
  return 'zip'
}

async function writeText(
  { notebooks, folders }: ExportedLibrary,
  format: Format,
  tools: ExportTools,
  write: Sink,
): Promise<void> {
  const writer = writers[format]
  for (const [index, notebook] of notebooks.entries()) {
    await write(`${index > 0 ? '\n' : ''}${writer.opening(notebook, folders, notebooks.length === 1)}`)
    await writePages(notebook, notebooks.length === 1, writer, tools, write)
  }
}

async function writePages(
  notebook: Notebook,
  isAlone: boolean,
  writer: TextWriter,
  tools: ExportTools,
  write: Sink,
): Promise<void> {
  const noteIn: NonNullable<PageText['noteIn']> = isAlone ? 'own document' : 'document of several'
  const { report, signal } = tools
  const silent: number[] = []
  const { read, waiting, typedTodos } = await tools.readHandwriting(notebook)
  const open = async (page: PageSource) => {
    const its = read.get(page.uuid)
    const typed = await readText(notebook, page, writer, tools)
    if ('text' in typed) typed.text = withTypedTicks(typed.text, typedTodos?.get(page.uuid) ?? [])
    const language = its?.ocr_language ?? undefined
    const written = its && textOf(its)
    const attachments = written === undefined ? undefined : await tools.attachmentPaths?.(written)
    const text = { ...typed, read: written, language, attachments, waits: waiting.has(page.uuid) }
    return notebook.isNote ? { ...text, noteIn } : text
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
