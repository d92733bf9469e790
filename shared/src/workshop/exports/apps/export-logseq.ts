// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports notebooks as a ZIP of a Logseq graph's folders: a file for each notebook in pages/, images and attachments in
// assets/. It has no configuration, so it can be unpacked into a graph that is in use.
import {
  type ExportPath,
  exportPathsOf,
  type Notebook,
  pageFileName,
  safeFileName,
  uniqueNames,
  writeZip,
  type ZipOutput,
} from '../../../library/index.ts'
import { ArchivedAttachments } from '../archived-attachments.ts'
import type { ExportedLibrary, ExportTools, Sink } from '../export-tools.ts'
import { NotebookPictures } from '../notebook-pictures.ts'
import { pageTexts } from '../page-texts.ts'
import { factsOf } from './app-texts.ts'
import { LogseqPage } from './logseq-page.ts'
import { outlineOf, pageHeading, remarkNode, tagNodes } from './outline.ts'

interface Place extends ExportPath {
  /** Path in the archive. */
  file: string
}

export async function exportLogseq(library: ExportedLibrary, tools: ExportTools, write: Sink): Promise<void> {
  const zip = writeZip(new WritableStream({ write }))
  const { fetchAttachment, signal, report } = tools
  const places = placesOf(library)
  const taken = places.flatMap(({ notebook }) => notebook.pages.map(({ number }) => assetOf(notebook, number)))
  const attachments =
    fetchAttachment && new ArchivedAttachments({ fetchAttachment, signal }, { folder: 'assets', taken })
  const ids = new Set<string>()
  for (const place of places) {
    const lost = library.lost?.get(place.notebook.uuid)
    if (lost !== undefined) report.notebookFailed(place.notebook, lost)
    const facts = { title: place.folder, ...factsOf(place.notebook, library.folders) }
    const page = new LogseqPage(facts, place.notebook, ids)
    if (lost === undefined) await addPages(zip, place, page, attachments, tools)
    else page.add(remarkNode(`${lost}.`))
    await zip.add(place.file, page.text, place.notebook.lastModified)
  }
  await zip.close()
}

/** A slash in a title is "___" in the name of its file. */
function placesOf(library: ExportedLibrary): Place[] {
  const places = exportPathsOf(library, ['.md'])
  const names = uniqueNames(places.map(({ folder }) => folder.replaceAll('/', '___')))
  return places.map((place, index) => ({ ...place, file: `pages/${names[index]}.md` }))
}

/** Of characters that need no escaping in an address. */
function assetOf({ uuid, pages }: Notebook, number: number): string {
  return `assets/${safeFileName(uuid).replace(/[^\w-]/g, '-')}-${pageFileName(number, 'png', pages.length)}`
}

async function addPages(
  zip: ZipOutput,
  { notebook, file }: Place,
  page: LogseqPage,
  attachments: ArchivedAttachments | undefined,
  // The archive has the files.
  { attachmentPaths: _, ...tools }: ExportTools,
): Promise<void> {
  const transcriptions = await tools.readHandwriting(notebook)
  const pictures = new NotebookPictures(notebook, tools)
  const options = { withHighlights: true, noteIn: 'own document', pictures, hasTasks: true } as const
  try {
    for await (const result of pageTexts(notebook, transcriptions, tools, options)) {
      const { number, uuid, tags } = result.page
      const asset = assetOf(notebook, number)
      if (result.drawn) await zip.add(asset, result.drawn, notebook.lastModified)
      const paths = await attachments?.pathsFor(result.read ?? '', file)
      await attachments?.addTo(zip, notebook.lastModified)
      const children = [...tagNodes(tags), ...outlineOf(result)]
      if (notebook.isNote) for (const node of children) page.add(node, paths)
      else if (result.drawn || children.length > 0)
        page.add({ block: pageHeading(result), children }, paths, {
          uuid,
          ...(result.drawn && { image: `../${asset}` }),
        })
      tools.report.pageDone()
    }
  } finally {
    await pictures.close()
  }
}
