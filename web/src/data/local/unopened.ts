// SPDX-License-Identifier: AGPL-3.0-or-later
// Documents that were never opened on the tablet: their pages are counted when a user views them.
import { effect, type ReadonlySignal } from '@preact/signals'
import { countPagesOf, type NotebookFacts, type Orderable, type PageHandles } from '@rmirror/shared/workshop'
import { asNotebook } from './as-notebook.ts'
import type { LiveNotebook } from './live-notebook.ts'
import { nothingBelow } from './sources.ts'

/** Resolves when the source's bytes are here or known to be missing, or when the notebook is gone. */
export function whenSourceLoaded(
  notebook: LiveNotebook,
  notebooks: ReadonlySignal<ReadonlyMap<string, LiveNotebook>>,
): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      const isGone = notebooks.value.get(notebook.facts.uuid) !== notebook
      if (notebook.below.value === nothingBelow && !isGone) return
      queueMicrotask(() => stop())
      resolve()
    })
  })
}

/**
 * Counts the pages; a fault of the file becomes one of the notebook's problems. Rejects if the counting code couldn't
 * be loaded, which says nothing about the file.
 */
export async function withPagesOfSource(notebook: LiveNotebook, sources: Orderable): Promise<NotebookFacts> {
  const { facts } = notebook
  const { pages, problem } = await countPagesOf(asNotebook(notebook), sources, { urgency: () => 1 })
  const problems = problem ? [...facts.problems, { path: facts.name, ...problem }] : facts.problems
  return { ...facts, pages, problems, unopened: 'counted' }
}

/** The files of a page that nothing was ever written on. */
export function blankPageHandles({ orientation }: Pick<NotebookFacts, 'orientation'>): PageHandles {
  const files = { ink: null, layerMetadata: null, highlights: null, templateFile: null }
  return { ...files, index: 0, orientation, template: '' }
}

/** Its pages can't be counted: `facts.problems` says why. */
export function isUncountable({ facts }: Pick<LiveNotebook, 'facts'>): boolean {
  return facts.unopened === 'counted' && facts.pages.length === 0
}
