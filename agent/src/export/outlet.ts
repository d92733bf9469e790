// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PagePool } from '../workers/pool.ts'
import type { Handwriting } from './handwriting.ts'

/** What an export is made with. */
export interface Making {
  pool: PagePool
  handwriting: Handwriting
  /** False leaves out what lies below the ink: templates, and the PDF or EPUB. */
  background: boolean
}

/** Where an export goes, and whom it tells how it is getting on. */
export interface Outlet {
  write(bytes: Uint8Array | string): Promise<void>
  report: {
    done(): void
    failed(notebook: string, page: number, detail: string): void
    /** Nothing of the notebook could be written. */
    lost(notebook: string, detail: string): void
    /** What is worth knowing though nothing failed. */
    note(notebook: string, page: number | undefined, detail: string): void
  }
  signal: AbortSignal
}
