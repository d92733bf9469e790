// SPDX-License-Identifier: AGPL-3.0-or-later
// Retries failed pages of several notebooks, when a user asks for it.
import { ApiProblem, answerTo, forEachConcurrently } from '@rmirror/shared/api'
import { findQueueItems } from '../resources/retry-transcription.ts'
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

/** Rejects if the server doesn't answer, or rate-limits every request. */
export async function retryPages(notebooks: readonly Notebook[], remote: Remote): Promise<Retried> {
  const { api } = remote.account
  const owners = await failedPages(notebooks.filter(hasFailedPages), remote)
  const items = owners.size > 0 ? await findQueueItems(remote.account, new Set(owners.keys())) : []
  let count = 0
  const refused = new Map<string, Retried['refused'][number]>()
  await forEachConcurrently(items, atOnce, async ({ id, item_key }) => {
    try {
      await answerTo(api.POST('/api/v1/sync/queue/{id}/retry', { params: { path: { id } } }))
      count++
    } catch (why) {
      if (!isPageRefusal(why)) throw why
      const notebook = owners.get(item_key) ?? ''
      const known = refused.get(notebook)
      refused.set(notebook, { notebook, pages: (known?.pages ?? 0) + 1, why })
    }
  })
  await Promise.all(notebooks.map(({ uuid }) => pagesChanged(remote, uuid)))
  return { count, refused: [...refused.values()] }
}

/** A general rate limit also answers 429, and then refuses all requests. */
function isPageRefusal(error: unknown): error is ApiProblem {
  if (!(error instanceof ApiProblem)) return false
  return (
    [404, 409].includes(error.status) || (error.status === 429 && error.message.startsWith('This page was retried'))
  )
}

/** Maps ids of failed pages to the names of their notebooks. */
async function failedPages(notebooks: readonly Notebook[], remote: Remote): Promise<Map<string, string>> {
  const owners = new Map<string, string>()
  await forEachConcurrently(notebooks, atOnce, async ({ uuid, name }) => {
    const pages = await remote.pagesOf(uuid)
    for (const { id, ocr_status } of pages) if (ocr_status === 'failed') owners.set(id, name)
  })
  return owners
}

async function pagesChanged(remote: Remote, notebook: string): Promise<void> {
  await remote.invalidate('pages', notebook)
}
