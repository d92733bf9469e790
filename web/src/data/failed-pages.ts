// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages that couldn't be transcribed, and trying them all again.
import { ApiProblem, answerTo, type ServerPage } from '@rmirror/shared/api'
import type { Remote } from './remote.ts'

export function failedOf(pages: readonly ServerPage[]): ServerPage[] {
  return pages.filter(({ ocr_status }) => ocr_status === 'failed')
}

/** Of the newest in the queue; each piece has 500. */
const mostPieces = 20

/** All that failed in these notebooks. How many are tried again: what was tried too often today stays as it is. */
export async function retryFailed(remote: Remote, notebooks: readonly string[]): Promise<number> {
  const failed = new Set<string>()
  for (const notebook of notebooks) for (const { id } of failedOf(await remote.pagesOf(notebook))) failed.add(id)
  let retried = 0
  for (const status of ['failed', 'cancelled'] as const)
    for await (const { id, item_type, item_key } of queued(remote, status)) {
      // A page that failed twice is in the queue twice.
      if (item_type !== 'ocr_page' || !failed.delete(item_key)) continue
      if (await retryItem(remote, id)) retried += 1
      if (failed.size === 0) return retried
    }
  return retried
}

/** Some of these notebooks' pages are tried again: whoever shows them, or counts them, asks once more. */
export async function pagesRetried(remote: Remote, notebooks: readonly string[]): Promise<void> {
  await Promise.all([...notebooks.map((notebook) => remote.invalidate('pages', notebook)), remote.invalidate('tree')])
}

async function* queued({ account: { api } }: Remote, status: 'failed' | 'cancelled') {
  let cursor: string | undefined
  for (let piece = 0; piece < mostPieces; piece++) {
    const query = { status, limit: 500, ...(cursor && { cursor }) } as const
    const { items, next } = await answerTo(api.GET('/api/v1/sync/queue', { params: { query }, cache: 'no-store' }))
    yield* items
    if (next === null) return
    cursor = next
  }
}

/** False: it is tried again already, or it can't be any more. */
async function retryItem({ account: { api } }: Remote, id: string): Promise<boolean> {
  try {
    await answerTo(api.POST('/api/v1/sync/queue/{id}/retry', { params: { path: { id } } }))
    return true
  } catch (error) {
    if (error instanceof ApiProblem && [404, 409].includes(error.status)) return false
    // Tried too often today. The server's own limit of requests names no page, and ends all.
    if (error instanceof ApiProblem && error.status === 429 && /retried/.test(error.message)) return false
    throw error
  }
}
