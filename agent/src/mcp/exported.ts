// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook as the bytes of a file.
import type { ExportedLibrary, ExportTools, Format } from '@rmirror/shared/workshop'
import { ToolError } from './tool-error.ts'

/** Pages that fail have a note in their place, as in every export. */
export async function bytesOf(
  format: Format,
  library: ExportedLibrary,
  tools: Omit<ExportTools, 'report'>,
): Promise<Uint8Array> {
  if (format.isPaged && library.notebooks.every(({ pages }) => pages.length === 0))
    throw new ToolError('This notebook has no pages.')
  const pieces: Buffer[] = []
  const report = {
    pageDone: () => {},
    pageFailed: () => {},
    note: () => {},
    notebookFailed: (_: unknown, detail: string) => {
      throw new ToolError(`This notebook can't be exported: ${detail}`)
    },
  }
  await format.write(library, { ...tools, report }, async (bytes) => {
    pieces.push(Buffer.from(bytes))
  })
  return Buffer.concat(pieces)
}
