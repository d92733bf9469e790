// SPDX-License-Identifier: AGPL-3.0-or-later
// The export formats, one row each. The code that writes them is loaded on use, so that menus and help can use the
// table.

import { loadPart } from '../orders/failure.ts'
import type { ExportedLibrary, ExportTools, Sink } from './export-tools.ts'

/** Resolves with "zip" if it became an archive, because of attachments. */
type Write = (library: ExportedLibrary, tools: ExportTools, write: Sink) => Promise<unknown>

export interface Format {
  /** Name on the command line. */
  name: string
  extension: string
  mediaType: string
  /** Keys of the dashboard's texts, for its menus. */
  title: string
  hint: string
  /** Hint for exporting a single page; without it, the format isn't offered for one. */
  pageHint?: string
  /** Texts for exporting pages from the server; without them, the format needs the notebook's files. */
  fromServer?: { title: string; hint: string }
  /** What such a file contains, for the command line's help. */
  contents: string
  /** Whether one file can hold several notebooks; otherwise several become an archive. */
  holdsSeveral: boolean
  /** Whether it can show what is below the ink. */
  showsBackground: boolean
  /** Whether it includes the transcription. */
  holdsHandwriting: boolean
  /**
   * Whether it has pages like paper: a notebook without pages can't be exported, and a part of the pages can be chosen.
   */
  isPaged: boolean
  /** Whether it shows images of pages. Notes have none, and become Markdown instead. */
  showsPictures?: true
  /** Whether one file holds all notebooks even where other formats make one for each. */
  isAlwaysOneFile?: true
  /** Whether attachments are in the file itself. */
  holdsAttachments?: boolean
  write: Write
}

function textWriter(format: 'markdown' | 'plain' | 'html'): Write {
  return async (library, tools, write) => {
    const { exportText } = await loadPart(() => import('./exports.ts'))
    return exportText(library, format, tools, write)
  }
}

export const formats = {
  pdf: {
    name: 'pdf',
    extension: 'pdf',
    mediaType: 'application/pdf',
    title: 'export.pdf',
    hint: 'export.pdfHint',
    pageHint: 'export.pagePdfHint',
    fromServer: { title: 'export.pdf', hint: 'serverExport.pdfHint' },
    contents: 'one notebook, on the pages of its PDF or EPUB if it has one',
    holdsSeveral: false,
    showsBackground: true,
    holdsHandwriting: true,
    isPaged: true,
    showsPictures: true,
    async write({ notebooks }, tools, write) {
      const { exportPdf } = await loadPart(() => import('./exports.ts'))
      for (const notebook of notebooks) await exportPdf(notebook, tools, write)
    },
  },
  markdown: {
    name: 'md',
    extension: 'md',
    mediaType: 'text/markdown',
    title: 'export.markdown',
    hint: 'export.markdownHint',
    pageHint: 'export.markdownHint',
    fromServer: { title: 'export.markdown', hint: 'export.markdownHint' },
    contents: 'titles, tags, transcribed and typed text, and highlights, page by page',
    holdsSeveral: true,
    showsBackground: false,
    holdsHandwriting: true,
    isPaged: false,
    write: textWriter('markdown'),
  },
  plain: {
    name: 'txt',
    extension: 'txt',
    mediaType: 'text/plain',
    title: 'export.plain',
    hint: 'export.plainHint',
    pageHint: 'export.plainHint',
    fromServer: { title: 'export.plain', hint: 'export.plainHint' },
    contents: 'titles, tags, transcribed and typed text, and highlights, page by page',
    holdsSeveral: true,
    showsBackground: false,
    holdsHandwriting: true,
    isPaged: false,
    write: textWriter('plain'),
  },
  html: {
    name: 'html',
    extension: 'html',
    mediaType: 'text/html',
    title: 'export.html',
    hint: 'export.htmlHint',
    pageHint: 'export.htmlHint',
    fromServer: { title: 'export.html', hint: 'export.htmlHint' },
    contents: 'one notebook as a web page, with the same text',
    holdsSeveral: false,
    showsBackground: false,
    holdsHandwriting: true,
    isPaged: false,
    write: textWriter('html'),
  },
  pictures: {
    name: 'png',
    extension: 'zip',
    mediaType: 'application/zip',
    title: 'export.zip',
    hint: 'export.zipHint',
    fromServer: { title: 'serverExport.images', hint: 'serverExport.imagesHint' },
    contents: "every page as a PNG, or every notebook as a file, in the tablet's folders",
    holdsSeveral: true,
    showsBackground: true,
    holdsHandwriting: false,
    isPaged: false,
    showsPictures: true,
    async write(library, tools, write) {
      const { exportPictures } = await loadPart(() => import('./exports.ts'))
      await exportPictures(library, tools, write)
    },
  },
} as const satisfies Record<string, Format>

export type FormatName = keyof typeof formats

/** Formats for the picture of a single page. */
export const pictureFormats = {
  png: { mediaType: 'image/png', title: 'export.png', hint: 'export.pngHint' },
  svg: { mediaType: 'image/svg+xml', title: 'export.svg', hint: 'export.svgHint' },
} as const satisfies Record<string, Pick<Format, 'mediaType' | 'title' | 'hint'>>

export type PictureFormatName = keyof typeof pictureFormats

/** The format that a note gets where notebooks get this one. */
export function formatOfNotes(format: Format): Format {
  return format.showsPictures ? formats.markdown : format
}

/** An archive with one file per notebook, even if the format can hold several. */
export function archiveOf(format: Format): Format {
  if (format.extension === 'zip') return format
  return {
    ...format,
    extension: 'zip',
    mediaType: 'application/zip',
    holdsSeveral: true,
    async write(library, tools, write) {
      const { exportArchive } = await loadPart(() => import('./exports.ts'))
      await exportArchive(library, { format, ofNotes: formatOfNotes(format) }, tools, write)
    },
  }
}
