// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ReadPages } from '../api/index.ts'
import type { Folder, Notebook, PageSource } from '../library/index.ts'
import type { PdfNote, PdfPicture } from '../pdf/index.ts'
import type { Orderable, Pool } from './pool.ts'

/** What an export is made of. */
export interface ExportedLibrary {
  notebooks: Notebook[]
  /** All there are: they say where a notebook lies, and whether that is in the trash. */
  folders: Folder[]
  /** Why some of the notebooks could not be opened, by their uuids. */
  lost?: ReadonlyMap<string, string>
}

/** Where there are no files of pages, what is known of them all the same. */
export interface PagesWithoutFiles {
  /** What was typed, in Markdown, with quotations of what was highlighted where that is wanted. */
  text(page: Pick<PageSource, 'uuid'>, withHighlights: boolean, signal: AbortSignal): Promise<string>
  /** Rejects where there is none. */
  picture(page: Pick<PageSource, 'uuid'>, signal: AbortSignal): Promise<KeptPicture>
}

/** A page as a picture, with what can be looked for on it. */
export interface KeptPicture extends PdfPicture {
  /** It shows the handwriting alone, on white paper. */
  isInkAlone: boolean
}

/** What an export is made with. */
export interface ExportTools {
  pool: Orderable & Pick<Pool, 'size'>
  /** One worker more, with MuPDF in it. */
  openApart(): Promise<Pool>
  /** What a server read on those of its pages that look here as the server has them. */
  readHandwriting(notebook: Notebook): Promise<ReadPages>
  /** For notebooks whose pages have no files: what is asked instead of the core. */
  instead?: ((notebook: Notebook) => PagesWithoutFiles | undefined) | undefined
  /** False leaves out what lies below the ink: templates, and the PDF or EPUB. */
  background: boolean
  report: ExportReport
  signal: AbortSignal
}

/** Whom an export tells how it is getting on. */
export interface ExportReport {
  pageDone(): void
  /** A note lies in the place of the page. */
  pageFailed(notebook: Notebook, page: number, detail: string): void
  /** Nothing of the notebook could be written. */
  notebookFailed(notebook: Notebook, detail: string): void
  /** What is worth knowing though nothing failed. */
  note(notebook: Notebook, note: PdfNote): void
}

/** Where the bytes of an export go, in their order. */
export type Sink = (bytes: Uint8Array | string) => Promise<void>

/** Pages that are under way while one is written. */
export function pagesAhead({ pool }: Pick<ExportTools, 'pool'>): number {
  return pool.size * 2
}

/** Of a picture that is less than the page. */
export function noteInkAlone({ report }: Pick<ExportTools, 'report'>, notebook: Notebook, page: number): void {
  report.note(notebook, {
    code: 'ink-alone',
    detail: "The page isn't stored as it looks: its handwriting alone is shown",
    page,
  })
}
