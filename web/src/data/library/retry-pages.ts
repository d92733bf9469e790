// SPDX-License-Identifier: AGPL-3.0-or-later
// Retries failed pages of several notebooks, when a user asks for it.
import { type ApiProblem, forEachConcurrently } from '@rmirror/shared/api'
import { failedOf, retryTranscriptions } from '../resources/retry-transcription.ts'
import type { Remote } from '../server/remote.ts'
import type { Notebook } from './notebook.ts'

export interface Retried {
  /** Number of pages that are transcribed again. */
  count: number
  /** Pages that the server refused to retry, and why. */
  refused: { notebook: string; pages: number; why: ApiProblem }[]
}

const atOnce = 4

export const hasFailedPages = ({ there }: Pick<Notebook, 'there'>) => (there?.progress.failed ?? 0) > 0

/**
 * Also refreshes what shows or counts the pages. Rejects if the server doesn't answer, or rate-limits every request.
 */
export async function retryPages(
  notebooks: readonly Pick<Notebook, 'uuid' | 'name'>[],
  remote: Remote,
): Promise<Retried> {
  try {
    const owners = await failedPages(notebooks, remote)
    const { retried, refused } = await retryTranscriptions(remote.account, new Set(owners.keys()))
    return { count: retried.size, refused: byNotebook(refused, owners) }
  } finally {
    await Promise.all([...notebooks.map(({ uuid }) => remote.invalidate('pages', uuid)), remote.invalidate('tree')])
  }
}

/** Maps ids of failed pages to the names of their notebooks. */
async function failedPages(
  notebooks: readonly Pick<Notebook, 'uuid' | 'name'>[],
  remote: Remote,
): Promise<Map<string, string>> {
  const owners = new Map<string, string>()
  await forEachConcurrently(notebooks, atOnce, async ({ uuid, name }) => {
    for (const { id } of failedOf(await remote.pagesOf(uuid))) owners.set(id, name)
  })
  return owners
}

function byNotebook(pages: ReadonlyMap<string, ApiProblem>, owners: ReadonlyMap<string, string>): Retried['refused'] {
  const refused = new Map<string, Retried['refused'][number]>()
  for (const [page, why] of pages) {
    const notebook = owners.get(page) ?? ''
    refused.set(notebook, { notebook, pages: (refused.get(notebook)?.pages ?? 0) + 1, why })
  }
  return [...refused.values()]
}
