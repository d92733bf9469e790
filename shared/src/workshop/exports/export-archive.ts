// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports notebooks as a ZIP with one file per notebook, in the tablet's folders, and with the attachments that their
// texts mention.
import { exportPathsOf, type Notebook, writeZip } from '../../library/index.ts'
import { failureOf, isOfAllWork } from '../orders/failure.ts'
import { ArchivedAttachments } from './archived-attachments.ts'
import type { ExportedLibrary, ExportTools, Sink } from './export-tools.ts'
import { bytesOfAll } from './sinks.ts'

type WriteFile = (library: ExportedLibrary, tools: ExportTools, write: Sink) => Promise<unknown>

interface ArchivedFormat {
  extension: string
  isPaged: boolean
  write: WriteFile
}

interface ArchivedFormats {
  format: ArchivedFormat
  ofNotes: ArchivedFormat
}

/** If one notebook fails, a text file with the reason takes its place; the others are exported. */
export async function exportArchive(
  library: ExportedLibrary,
  { format, ofNotes }: ArchivedFormats,
  tools: ExportTools,
  write: Sink,
): Promise<void> {
  const zip = writeZip(new WritableStream({ write }))
  const extensions = [...new Set([format.extension, ofNotes.extension, 'txt'])]
  const places = exportPathsOf(
    library,
    extensions.map((extension) => `.${extension}`),
  )
  const { fetchAttachment, signal } = tools
  const taken = places.flatMap(({ folder }) => extensions.map((extension) => `${folder}.${extension}`))
  const attachments = fetchAttachment && new ArchivedAttachments({ fetchAttachment, signal }, { taken })
  for (const { folder, notebook } of places) {
    signal.throwIfAborted()
    const { extension, isPaged, write: writeFile } = notebook.isNote ? ofNotes : format
    const alone = { ...library, notebooks: [notebook] }
    const attachmentPaths = async (markdown: string) => attachments?.pathsFor(markdown, folder) ?? new Map()
    const make = () => bytesOfAll((add) => writeFile(alone, { ...tools, attachmentPaths }, add))
    const made = await madeOfOne(notebook, library.lost?.get(notebook.uuid), isPaged, make, tools.signal)
    if (made === null) continue
    if (typeof made !== 'string') {
      await zip.add(`${folder}.${extension}`, made, notebook.lastModified)
      await attachments?.addTo(zip, notebook.lastModified)
      continue
    }
    tools.report.notebookFailed(notebook, made)
    await zip.add(`${folder}.txt`, `${made}.\n`, notebook.lastModified)
  }
  await zip.close()
}

/** The file's bytes; the reason as a string if it failed; null if there is nothing to export. */
async function madeOfOne(
  { pages, problems, unopened }: Notebook,
  lost: string | undefined,
  isPaged: boolean,
  make: () => Promise<Uint8Array>,
  signal: AbortSignal,
): Promise<Uint8Array | string | null> {
  if (lost !== undefined) return lost
  if (pages.length === 0 && unopened) return problems[0]?.detail ?? "Its pages couldn't be counted"
  // Viewers take a PDF without pages for a broken one.
  if (pages.length === 0 && isPaged) return null
  try {
    return await make()
  } catch (error) {
    if (signal.aborted || isOfAllWork(error)) throw error
    return failureOf(error).detail
  }
}
