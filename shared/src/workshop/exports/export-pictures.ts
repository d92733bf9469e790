// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports notebooks as a ZIP of PNGs, with a folder per notebook in the tablet's folders. Notes, which have no image, are
// Markdown beside those.
import {
  exportPathsOf,
  type Notebook,
  type PageSource,
  pageFileName,
  writeZip,
  type ZipOutput,
} from '../../library/index.ts'
import { failureOf, isOfAllWork } from '../orders/failure.ts'
import { inOrder } from '../orders/in-order.ts'
import { ArchivedAttachments } from './archived-attachments.ts'
import { exportText } from './export-text.ts'
import { type ExportedLibrary, type ExportTools, pagesAhead, type Sink } from './export-tools.ts'
import { NotebookPictures } from './notebook-pictures.ts'
import { bytesOfAll } from './sinks.ts'

/** Replaces the pages of a notebook that couldn't be opened. */
const lostName = 'not exported.txt'

export async function exportPictures(library: ExportedLibrary, tools: ExportTools, write: Sink): Promise<void> {
  const zip = writeZip(new WritableStream({ write }))
  const { fetchAttachment, signal } = tools
  const attachments = fetchAttachment && new ArchivedAttachments({ fetchAttachment, signal })
  for (const { folder, notebook } of exportPathsOf(
    library,
    library.notebooks.some(({ isNote }) => isNote) ? ['.md'] : [],
  )) {
    const lost = library.lost?.get(notebook.uuid)
    if (lost !== undefined) {
      tools.report.notebookFailed(notebook, lost)
      await zip.add(`${folder}/${lostName}`, `${lost}.\n`, notebook.lastModified)
      continue
    }
    if (notebook.isNote) {
      const alone = { ...library, notebooks: [notebook] }
      const attachmentPaths = async (markdown: string) => attachments?.pathsFor(markdown, folder) ?? new Map()
      const text = await bytesOfAll((add) => exportText(alone, 'markdown', { ...tools, attachmentPaths }, add))
      await zip.add(`${folder}.md`, text, notebook.lastModified)
      await attachments?.addTo(zip, notebook.lastModified)
      continue
    }
    const pictures = new NotebookPictures(notebook, tools)
    try {
      await addPages(zip, folder, notebook, pictures, tools)
    } finally {
      await pictures.close()
    }
  }
  await zip.close()
}

async function addPages(
  zip: ZipOutput,
  folder: string,
  notebook: Notebook,
  pictures: NotebookPictures,
  tools: ExportTools,
): Promise<void> {
  const { report, signal } = tools
  const draw = (page: PageSource) => drawPage(page, () => pictures.draw(page))
  for await (const drawn of inOrder(notebook.pages, pagesAhead(tools), draw)) {
    signal.throwIfAborted()
    const { number } = drawn.page
    if ('failure' in drawn) report.pageFailed(notebook, number, drawn.failure)
    const content = 'failure' in drawn ? `Page ${number} couldn't be read: ${drawn.failure}.\n` : drawn.picture
    const name = pageFileName(number, 'failure' in drawn ? 'txt' : 'png', notebook.pages.length)
    await zip.add(`${folder}/${name}`, content, notebook.lastModified)
    report.pageDone()
  }
}

type DrawnPage = { page: PageSource; picture: Uint8Array } | { page: PageSource; failure: string }

async function drawPage(page: PageSource, draw: () => Promise<Uint8Array>): Promise<DrawnPage> {
  try {
    return { page, picture: await draw() }
  } catch (error) {
    if (isOfAllWork(error)) throw error
    return { page, failure: failureOf(error).detail }
  }
}
