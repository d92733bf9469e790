// SPDX-License-Identifier: AGPL-3.0-or-later
// Completes what is known about PDFs and EPUBs from the files themselves, with MuPDF.
import type { Notebook } from '../library/index.ts'
import type { SourceBook } from '../pdf/index.ts'
import { blobOf } from './orders/parts.ts'
import type { Pool } from './orders/pool.ts'

export interface BookTools {
  /** A pool with MuPDF for this file alone. */
  openDedicatedPool(): Promise<Pool>
  signal: AbortSignal
}

/** What the document's file states; nothing if it can't be read. */
export async function readBookOf(
  { source, sourceKind = 'pdf' }: Pick<Notebook, 'source' | 'sourceKind'>,
  { openDedicatedPool, signal }: BookTools,
): Promise<SourceBook> {
  const nothing = { title: '', authors: [] }
  if (!source) return nothing
  let pool: Pool | undefined
  try {
    pool = await openDedicatedPool()
    return await pool.run('book', { source: await blobOf(source), sourceKind }, { signal })
  } catch {
    signal.throwIfAborted()
    return nothing
  } finally {
    await pool?.close()
  }
}
