// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages that couldn't be transcribed, and retrying all of them.
import { ApiProblem, answerTo, type ServerPage } from '@rmirror/shared/api'
import type { Remote } from '../server/remote.ts'

export function failedOf(pages: readonly ServerPage[]): ServerPage[] {
  return pages.filter(({ ocr_status }) => ocr_status === 'failed')
}

/** Pages of the queue listing that are read, newest first, with 500 items each. */
const maxResultPages = 20

/**
 * Retries all failed pages of these notebooks and returns how many. A page that reached its daily limit stays failed.
 */
export async function retryFailed(remote: Remote, notebooks: readonly string[]): Promise<number> {
  const failed = new Set<string>()
  for (const notebook of notebooks) for (const { id } of failedOf(await remote.pagesOf(notebook))) failed.add(id)
  let retried = 0
  for (const status of ['failed', 'cancelled'] as const)
    for await (const { id, item_type, item_key } of queued(remote, status)) {
      // A page that failed twice has two items in the queue.
      if (item_type !== 'ocr_page' || !failed.delete(item_key)) continue
      if (await retryItem(remote, id)) retried += 1
      if (failed.size === 0) return retried
    }
  return retried
}

/** Refreshes what shows or counts the pages of these notebooks after a retry. */
export async function pagesRetried(remote: Remote, notebooks: readonly string[]): Promise<void> {
  await Promise.all([...notebooks.map((notebook) => remote.invalidate('pages', notebook)), remote.invalidate('tree')])
}

async function* queued({ account: { api } }: Remote, status: 'failed' | 'cancelled') {
  let cursor: string | undefined
  for (let piece = 0; piece < maxResultPages; piece++) {
    const query = { status, limit: 500, ...(cursor && { cursor }) } as const
    const { items, next } = await answerTo(api.GET('/api/v1/sync/queue', { params: { query }, cache: 'no-store' }))
    yield* items
    if (next === null) return
    cursor = next
  }
}

/** False: the item is already being retried, or can't be any more. */
async function retryItem({ account: { api } }: Remote, id: string): Promise<boolean> {
  try {
    await answerTo(api.POST('/api/v1/sync/queue/{id}/retry', { params: { path: { id } } }))
    return true
  } catch (error) {
    if (error instanceof ApiProblem && [404, 409].includes(error.status)) return false
    // The page's daily limit. The server's general rate limit doesn't mention retries, and ends the loop.
    if (error instanceof ApiProblem && error.status === 429 && /retried/.test(error.message)) return false
    throw error
  }
}
