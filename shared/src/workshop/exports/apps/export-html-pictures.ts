// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports a notebook as one HTML page with the images of its pages in it.
import { attachmentsIn, type Notebook, selfContainedHtmlWriter, type TextWriter } from '../../../library/index.ts'
import { loadPart } from '../../orders/failure.ts'
import type { ExportedLibrary, ExportTools, Sink } from '../export-tools.ts'
import { NotebookPictures } from '../notebook-pictures.ts'
import { pageTexts } from '../page-texts.ts'
import { base64, imageTypeOf } from './base64.ts'

export async function exportHtmlWithPictures(
  { notebooks, folders }: ExportedLibrary,
  tools: ExportTools,
  write: Sink,
): Promise<void> {
  const { formulaMarkup } = await loadPart(() => import('../../../formulas/index.ts'))
  const writer = selfContainedHtmlWriter(formulaMarkup)
  for (const notebook of notebooks) {
    await write(writer.opening(notebook, folders, true))
    await writePages(notebook, writer, tools, write)
  }
}

async function writePages(
  notebook: Notebook,
  writer: TextWriter,
  // The page refers to no other files.
  { attachmentPaths: _, ...tools }: ExportTools,
  write: Sink,
): Promise<void> {
  const transcriptions = await tools.readHandwriting(notebook)
  const pictures = new NotebookPictures(notebook, tools)
  const silent: number[] = []
  const options = { withHighlights: true, noteIn: 'own document', pictures, hasTasks: true } as const
  try {
    for await (const result of pageTexts(notebook, transcriptions, tools, options)) {
      const picture = result.drawn && dataUrl(result.drawn, 'image/png')
      const attachments = await imagesIn(result.read ?? '', tools)
      const section = writer.section({ ...result, picture, attachments })
      if (section === '') silent.push(result.page.number)
      else await write(section)
      tools.report.pageDone()
    }
  } finally {
    await pictures.close()
  }
  await write(writer.closing(silent, transcriptions.read.size > 0))
}

/** Attached images as addresses. Other files are named in words. */
async function imagesIn(
  markdown: string,
  { fetchAttachment, signal }: Pick<ExportTools, 'fetchAttachment' | 'signal'>,
): Promise<ReadonlyMap<string, string>> {
  const images = new Map<string, string>()
  for (const { id, name, isImage } of attachmentsIn(markdown)) {
    if (!fetchAttachment || !isImage || images.has(id)) continue
    const file = await fetchAttachment(id, signal, name)
    const type = file && imageTypeOf(file.name)
    if (type) images.set(id, dataUrl(new Uint8Array(await file.content.arrayBuffer()), type))
  }
  return images
}

function dataUrl(bytes: Uint8Array, type: string): string {
  return `data:${type};base64,${base64(bytes)}`
}
