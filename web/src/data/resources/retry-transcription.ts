// SPDX-License-Identifier: AGPL-3.0-or-later
// Retries the transcription of pages that failed, when a user asks for it.

import {
  ApiProblem,
  answerTo,
  type components,
  forEachConcurrently,
  type paths,
  type ServerPage,
} from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'

type QueueItem = components['schemas']['QueueItem']
type Query = paths['/api/v1/sync/queue']['get']['parameters']['query']

/** By page id. A page that the server no longer lists as failed or cancelled is in neither. */
export interface RetriedPages {
  retried: ReadonlySet<string>
  refused: ReadonlyMap<string, ApiProblem>
}

/** Pages of the queue listing that are read, newest first, with 500 items each. */
const maxResultPages = 20
const atOnce = 4

export function failedOf(pages: readonly ServerPage[]): ServerPage[] {
  return pages.filter(({ ocr_status }) => ocr_status === 'failed')
}

/** `pages` are ids. Rejects if the server doesn't answer, or rate-limits every request. */
export async function retryTranscriptions(
  { api }: Pick<Account, 'api'>,
  pages: ReadonlySet<string>,
): Promise<RetriedPages> {
  const items = pages.size > 0 ? await findQueueItems({ api }, pages) : []
  const retried = new Set<string>()
  const refused = new Map<string, ApiProblem>()
  await forEachConcurrently(items, atOnce, async ({ id, item_key }) => {
    try {
      await answerTo(api.POST('/api/v1/sync/queue/{id}/retry', { params: { path: { id } } }))
      retried.add(item_key)
    } catch (why) {
      if (!isPageRefusal(why)) throw why
      refused.set(item_key, why)
    }
  })
  return { retried, refused }
}

/** False: the server no longer lists the page as failed or cancelled. Rejects if the server refuses. */
export async function retryTranscription(
  account: Pick<Account, 'api'>,
  { id }: Pick<ServerPage, 'id'>,
): Promise<boolean> {
  const { retried, refused } = await retryTranscriptions(account, new Set([id]))
  const why = refused.get(id)
  if (why) throw why
  return retried.has(id)
}

/** A general rate limit also answers 429, and then refuses all requests. */
function isPageRefusal(error: unknown): error is ApiProblem {
  if (!(error instanceof ApiProblem)) return false
  return (
    [404, 409].includes(error.status) || (error.status === 429 && error.message.startsWith('This page was retried'))
  )
}

/** The newest failed queue item of each of these pages (by page id), or else its newest cancelled one. */
async function findQueueItems({ api }: Pick<Account, 'api'>, pages: ReadonlySet<string>): Promise<QueueItem[]> {
  const found = new Map<string, QueueItem>()
  for (const status of ['failed', 'cancelled'] as const) {
    let cursor: string | undefined
    for (let piece = 0; piece < maxResultPages && found.size < pages.size; piece++) {
      const query: Query = { status, limit: 500, ...(cursor && { cursor }) }
      const answer = await answerTo(api.GET('/api/v1/sync/queue', { params: { query }, cache: 'no-store' }))
      for (const item of answer.items)
        if (item.item_type === 'ocr_page' && pages.has(item.item_key) && !found.has(item.item_key))
          found.set(item.item_key, item)
      if (answer.next === null) break
      cursor = answer.next
    }
  }
  return [...found.values()]
}
