// SPDX-License-Identifier: AGPL-3.0-or-later
import type { AttachedFile, Transcriptions } from '../../api/index.ts'
import type { AttachmentPaths, Folder, Notebook, PageSource } from '../../library/index.ts'
import type { PdfNote, PdfPicture } from '../../pdf/index.ts'
import type { Orderable, Pool } from '../orders/pool.ts'

/** The notebooks to export. */
export interface ExportedLibrary {
  notebooks: Notebook[]
  /** All folders of the library: they determine a notebook's path and whether it is in the trash. */
  folders: Folder[]
  /** Why notebooks couldn't be opened, by notebook uuid. */
  lost?: ReadonlyMap<string, string>
}

/** What is known about pages without files. */
export interface PagesWithoutFiles {
  /** The typed text in Markdown, with highlights as quotations if wanted. */
  text(page: Pick<PageSource, 'uuid'>, withHighlights: boolean, signal: AbortSignal): Promise<string>
  /** Rejects if there is none. */
  picture(page: Pick<PageSource, 'uuid'>, signal: AbortSignal): Promise<KeptPicture>
}

/** A stored picture of a page, with its searchable text. */
export interface KeptPicture extends PdfPicture {
  /** Shows only the handwriting, on white paper. */
  isInkAlone: boolean
}

/** The dependencies of an export. */
export interface ExportTools {
  pool: Orderable & Pick<Pool, 'size'>
  /** Starts an additional worker with MuPDF. The caller closes it. */
  openDedicatedPool(): Promise<Pool>
  /** Transcriptions of the pages whose ink is the same here and on the server. */
  readHandwriting(notebook: Notebook): Promise<Transcriptions>
  /** For notebooks whose pages have no files: used instead of the core. */
  instead?: ((notebook: Notebook) => PagesWithoutFiles | undefined) | undefined
  /**
   * Fetches an attachment that a text mentions; null: it is gone. `name`: as the text calls it. Without it, and in
   * formats that are no archive, attachments are named in words.
   */
  fetchAttachment?: ((id: string, signal: AbortSignal, name: string) => Promise<AttachedFile | null>) | undefined
  /** For a file with others beside it: where the attachments of a text are. */
  attachmentPaths?: (markdown: string) => Promise<AttachmentPaths>
  /** False omits what is below the ink: templates, and the PDF or EPUB. */
  background: boolean
  report: ExportReport
  signal: AbortSignal
}

/** Receives an export's progress. */
export interface ExportReport {
  pageDone(): void
  /** The page failed; a note takes its place. */
  pageFailed(notebook: Notebook, page: number, detail: string): void
  /** Nothing of the notebook could be exported. */
  notebookFailed(notebook: Notebook, detail: string): void
  /** Something worth knowing that isn't a failure. */
  note(notebook: Notebook, note: PdfNote): void
}

/** Receives the bytes of an export in order. */
export type Sink = (bytes: Uint8Array | string) => Promise<void>

/** Number of pages processed while one is written. */
export function pagesAhead({ pool }: Pick<ExportTools, 'pool'>): number {
  return pool.size * 2
}

/** For a picture that doesn't show the whole page. */
export function noteInkAlone({ report }: Pick<ExportTools, 'report'>, notebook: Notebook, page: number): void {
  report.note(notebook, {
    code: 'ink-alone',
    detail: "The page isn't stored as it looks: its handwriting alone is shown",
    page,
  })
}
