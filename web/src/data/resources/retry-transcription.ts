// SPDX-License-Identifier: AGPL-3.0-or-later
// Retries the transcription of a page that failed, when a user asks for it.

import { answerTo, type components, type paths, type ServerPage } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'

type QueueItem = components['schemas']['QueueItem']
type Query = paths['/api/v1/sync/queue']['get']['parameters']['query']

/** Pages of the queue listing that are read, newest first, with 500 items each. */
const maxResultPages = 20

/** False: the server no longer lists the page as failed or cancelled. */
export async function retryTranscription(
  account: Pick<Account, 'api'>,
  page: Pick<ServerPage, 'id'>,
): Promise<boolean> {
  const [found] = await findQueueItems(account, new Set([page.id]))
  if (!found) return false
  await answerTo(account.api.POST('/api/v1/sync/queue/{id}/retry', { params: { path: { id: found.id } } }))
  return true
}

/** The newest failed queue item of each of these pages (by page id), or else its newest cancelled one. */
export async function findQueueItems({ api }: Pick<Account, 'api'>, pages: ReadonlySet<string>): Promise<QueueItem[]> {
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
