// SPDX-License-Identifier: AGPL-3.0-or-later
// Documents that were never opened on the tablet: their pages are counted when somebody looks at them.
import { effect, type ReadonlySignal } from '@preact/signals'
import { type Problem, pagesOfSource } from '@rmirror/shared/library'
import type { SourceCount } from '@rmirror/shared/pdf'
import { OrderError, type Pool } from '../render/pool.ts'
import type { NotebookFacts, PageParts } from '../render/protocol.ts'
import type { LiveNotebook } from './library.ts'
import { nothingBeneath } from './sources.ts'

/** Resolves when the bytes of the source are here or known to be missing, and when the notebook is gone. */
export function sourceArrived(
  notebook: LiveNotebook,
  notebooks: ReadonlySignal<ReadonlyMap<string, LiveNotebook>>,
): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      const isGone = notebooks.value.get(notebook.facts.uuid) !== notebook
      if (notebook.beneath.value === nothingBeneath && !isGone) return
      queueMicrotask(() => stop())
      resolve()
    })
  })
}

/** Rejects when what counts them could not be loaded: that says nothing about the file. */
export async function withPagesOfSource(
  { facts, beneath }: Pick<LiveNotebook, 'facts' | 'beneath'>,
  sources: Pick<Pool, 'run'>,
): Promise<NotebookFacts> {
  const count = await countPages(beneath.value.source, facts.sourceKind ?? 'pdf', sources)
  const { pages, problem = count.problem } = pagesOfSource(facts, count.pages)
  const problems = problem ? [...facts.problems, { path: facts.name, ...problem }] : facts.problems
  return { ...facts, pages, problems, unopened: 'counted' }
}

/** There are none to be had: its problems say why. */
export function isUncountable({ facts }: Pick<LiveNotebook, 'facts'>): boolean {
  return facts.unopened === 'counted' && facts.pages.length === 0
}

type Count = Pick<SourceCount, 'pages'> & { problem?: Pick<Problem, 'code' | 'detail'> }

async function countPages(source: Blob | null, sourceKind: 'pdf' | 'epub', sources: Pick<Pool, 'run'>): Promise<Count> {
  if (!source) return { pages: 0, problem: { code: 'unreadable-file', detail: 'The file could not be read' } }
  try {
    return await sources.run('count', { source, sourceKind }, { urgency: () => 1 })
  } catch (error) {
    if (!(error instanceof OrderError) || error.code === 'not-loaded') throw error
    return { pages: 0, problem: { code: error.code as Problem['code'], detail: error.message } }
  }
}

/** Of a page that nothing was ever written on. */
export function unwritten({ orientation }: Pick<NotebookFacts, 'orientation'>): PageParts {
  return { ink: null, index: 0, layerMetadata: null, highlights: null, orientation, template: '' }
}
