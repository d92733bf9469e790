// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports notebooks as one text document, or as an archive of it and the attachments that it mentions. Pages that can't
// be read are named in it.
import type { Transcriptions } from '../../api/index.ts'
import {
  commonLanguage,
  htmlWriter,
  type Notebook,
  safeFileName,
  type TextFormat,
  type TextWriter,
  textWriter,
  writeZip,
} from '../../library/index.ts'
import { loadPart } from '../orders/failure.ts'
import { ArchivedAttachments } from './archived-attachments.ts'
import type { ExportedLibrary, ExportTools, Sink } from './export-tools.ts'
import { pageTexts } from './page-texts.ts'
import { bytesOfAll } from './sinks.ts'

type Format = TextFormat | 'html'

/** KaTeX is loaded only where formulas are drawn. */
async function writerOf(format: Format): Promise<TextWriter> {
  if (format !== 'html') return textWriter(format)
  const { formulaMarkup } = await loadPart(() => import('../../formulas/index.ts'))
  return htmlWriter(formulaMarkup)
}

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
  const writer = await writerOf(format)
  for (const [index, notebook] of notebooks.entries()) {
    const isAlone = notebooks.length === 1
    const transcriptions = await tools.readHandwriting(notebook)
    const language = commonLanguage([...transcriptions.read.values()].map(({ ocr_language }) => ocr_language))
    await write(`${index > 0 ? '\n' : ''}${writer.opening(notebook, folders, isAlone, language)}`)
    await writePages(notebook, transcriptions, isAlone, writer, tools, write)
  }
}

async function writePages(
  notebook: Notebook,
  transcriptions: Transcriptions,
  isAlone: boolean,
  writer: TextWriter,
  tools: ExportTools,
  write: Sink,
): Promise<void> {
  const silent: number[] = []
  const { withHighlights } = writer
  const noteIn = isAlone ? 'own document' : 'document of several'
  for await (const result of pageTexts(notebook, transcriptions, tools, { withHighlights, noteIn })) {
    const section = writer.section(result)
    if (section !== '') await write(section)
    else silent.push(result.page.number)
    tools.report.pageDone()
  }
  const closing = writer.closing(silent, transcriptions.read.size > 0)
  if (closing !== '') await write(closing)
}
