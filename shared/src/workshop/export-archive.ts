// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks as a ZIP of files: one for each, in the tablet's folders.
import { type Notebook, placesOf, writeZip } from '../library/index.ts'
import type { ExportedLibrary, ExportTools, Sink } from './export-tools.ts'
import { OrderError } from './failure.ts'
import { bytesOfAll } from './sinks.ts'

type WriteFile = (library: ExportedLibrary, tools: ExportTools, write: Sink) => Promise<void>

/** One notebook that fails costs the others nothing: a note lies in its place. */
export async function exportArchive(
  library: ExportedLibrary,
  { extension, write: writeFile }: { extension: string; write: WriteFile },
  tools: ExportTools,
  write: Sink,
): Promise<void> {
  const zip = writeZip(new WritableStream({ write }))
  for (const { folder, notebook } of placesOf(library, [`.${extension}`, '.txt'])) {
    const failure = await failureOfOne(notebook, async () => {
      const alone = { ...library, notebooks: [notebook] }
      const bytes = await bytesOfAll((add) => writeFile(alone, tools, add))
      await zip.add(`${folder}.${extension}`, bytes, notebook.lastModified)
    })
    if (failure === undefined) continue
    tools.report.notebookFailed(notebook, failure)
    await zip.add(`${folder}.txt`, `${failure}.\n`, notebook.lastModified)
  }
  await zip.close()
}

async function failureOfOne({ pages, problems, unopened }: Notebook, make: () => Promise<void>) {
  // Readers take a PDF without pages for a broken one.
  if (pages.length === 0) return unopened ? (problems[0]?.detail ?? "Its pages couldn't be counted") : undefined
  try {
    await make()
    return undefined
  } catch (error) {
    if (error instanceof OrderError && error.code === 'crash') return error.message
    throw error
  }
}
