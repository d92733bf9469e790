// SPDX-License-Identifier: AGPL-3.0-or-later
// What notebooks can be exported as: one row for each format.
import { exportArchive } from './export-archive.ts'
import { exportPdf } from './export-pdf.ts'
import { exportPictures } from './export-pictures.ts'
import { exportText } from './export-text.ts'
import type { ExportedLibrary, ExportTools, Sink } from './export-tools.ts'

export interface Format {
  /** What the command line calls it. */
  name: string
  extension: string
  mediaType: string
  /** Whether one file can hold several notebooks; of a format of which it cannot an archive is made. */
  holdsSeveral: boolean
  /** Whether what lies below the ink can be in it. */
  showsBackground: boolean
  /** Whether what a server read in the handwriting is in it. */
  holdsHandwriting: boolean
  write(library: ExportedLibrary, tools: ExportTools, write: Sink): Promise<void>
}

export const formats = {
  pdf: {
    name: 'pdf',
    extension: 'pdf',
    mediaType: 'application/pdf',
    holdsSeveral: false,
    showsBackground: true,
    holdsHandwriting: true,
    async write({ notebooks }, tools, write) {
      for (const notebook of notebooks) await exportPdf(notebook, tools, write)
    },
  },
  markdown: {
    name: 'md',
    extension: 'md',
    mediaType: 'text/markdown',
    holdsSeveral: true,
    showsBackground: false,
    holdsHandwriting: true,
    write: (library, tools, write) => exportText(library, 'markdown', tools, write),
  },
  plain: {
    name: 'txt',
    extension: 'txt',
    mediaType: 'text/plain',
    holdsSeveral: true,
    showsBackground: false,
    holdsHandwriting: true,
    write: (library, tools, write) => exportText(library, 'plain', tools, write),
  },
  pictures: {
    name: 'png',
    extension: 'zip',
    mediaType: 'application/zip',
    holdsSeveral: true,
    showsBackground: true,
    holdsHandwriting: false,
    write: exportPictures,
  },
} satisfies Record<string, Format>

export type FormatName = keyof typeof formats

/** A file of each notebook in an archive, whatever the format holds. */
export function archiveOf(format: Format): Format {
  if (format.extension === 'zip') return format
  return {
    ...format,
    extension: 'zip',
    mediaType: 'application/zip',
    holdsSeveral: true,
    write: (library, tools, write) => exportArchive(library, format, tools, write),
  }
}
