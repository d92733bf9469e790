// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts the pages of documents never opened on the tablet, with MuPDF.
import { type Notebook, type PageSource, type Problem, pagesOfSource, type SourceFile } from '../library/index.ts'
import { failureOf, isOfAllWork } from './orders/failure.ts'
import { blobOf } from './orders/parts.ts'
import type { Orderable, OrderOptions } from './orders/pool.ts'

type ReportedProblem = Pick<Problem, 'code' | 'detail'>

/** The pages of the document's file, and a problem to report. Rejects if MuPDF can't be loaded. */
export async function countPagesOf(
  document: Pick<Notebook, 'uuid' | 'source' | 'sourceKind'>,
  withMuPdf: Orderable,
  options: OrderOptions<never> = {},
): Promise<{ pages: PageSource[]; problem?: ReportedProblem }> {
  const { source, sourceKind = 'pdf' } = document
  const count = await countIn(source, sourceKind, withMuPdf, options)
  const counted = pagesOfSource(document, count.pages)
  return count.problem && !counted.problem ? { ...counted, problem: count.problem } : counted
}

async function countIn(
  file: SourceFile | undefined,
  sourceKind: 'pdf' | 'epub',
  withMuPdf: Orderable,
  options: OrderOptions<never>,
): Promise<{ pages: number; problem?: ReportedProblem }> {
  if (!file) return { pages: 0, problem: { code: 'unreadable-file', detail: "The file couldn't be read" } }
  try {
    return await withMuPdf.run('count', { source: await blobOf(file), sourceKind }, options)
  } catch (error) {
    if (isOfAllWork(error)) throw error
    return { pages: 0, problem: failureOf(error) }
  }
}
