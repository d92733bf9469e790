// SPDX-License-Identifier: AGPL-3.0-or-later
// Documents that were never opened on the tablet: MuPDF counts the pages of their files, in a thread that can be ended.
import { type Notebook, type PageSource, type Problem, pagesOfSource, type SourceFile } from '@rmirror/shared/library'
import type { SourceCount } from '@rmirror/shared/pdf'
import { failureOf } from '../outcome.ts'
import { PagePool } from './pool.ts'

/** Gives them their pages; answers with what is to be told of each, by its name. */
export async function countPages(notebooks: Notebook[], signal: AbortSignal): Promise<Omit<Problem, 'path'>[]> {
  const uncounted = notebooks.filter(({ unopened }) => unopened === 'uncounted')
  if (uncounted.length === 0) return []
  const pool = new PagePool(1)
  const told: Omit<Problem, 'path'>[] = []
  try {
    for (const notebook of uncounted) {
      signal.throwIfAborted()
      const problem = await countPagesOf(notebook, pool)
      if (problem) told.push({ code: problem.code, detail: `"${notebook.name}": ${problem.detail}` })
    }
  } finally {
    await pool.close()
  }
  return told
}

async function countPagesOf(notebook: Notebook, pool: PagePool): Promise<Omit<Problem, 'path'> | undefined> {
  const { source, sourceKind = 'pdf' } = notebook
  const count = await countIn(source, sourceKind, pool)
  const { pages, problem = count.problem } = pagesOfSource(notebook, count.pages)
  notebook.pages = pages
  notebook.unopened = 'counted'
  return problem
}

type Count = Pick<SourceCount, 'pages'> & { problem?: Omit<Problem, 'path'> }

async function countIn(file: SourceFile | undefined, kind: 'pdf' | 'epub', pool: PagePool): Promise<Count> {
  try {
    const bytes = await file?.read()
    return bytes ? await pool.run('count', { source: { kind, bytes } }, noPage) : { pages: 0 }
  } catch (error) {
    const { code, detail } = failureOf(error)
    const isOfThread = code === 'crash'
    return { pages: 0, problem: { code, detail: isOfThread ? 'The file could not be worked on' : detail } }
  }
}

/** What is asked is about none. */
const noPage: PageSource = { uuid: '', number: 1, index: 0, template: '', sourcePage: null, tags: [] }
