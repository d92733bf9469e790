// SPDX-License-Identifier: AGPL-3.0-or-later
// A page that could not be read is read once more, because somebody asks for it.

import type { ServerPage } from '@rmirror/shared/api'
import { answerTo } from '@rmirror/shared/api'
import type { Account } from './account.ts'

/** Of the newest; each has 500. */
const mostPieces = 20

/** False: the server does not count it among what failed or was cancelled any more. */
export async function readAgain(account: Pick<Account, 'api'>, page: Pick<ServerPage, 'id'>): Promise<boolean> {
  return (await retryNewest(account, page, 'failed')) || (await retryNewest(account, page, 'cancelled'))
}

async function retryNewest(
  { api }: Pick<Account, 'api'>,
  page: Pick<ServerPage, 'id'>,
  status: 'failed' | 'cancelled',
): Promise<boolean> {
  let cursor: string | undefined
  for (let piece = 0; piece < mostPieces; piece++) {
    const query = { status, limit: 500, ...(cursor && { cursor }) } as const
    const answer = await answerTo(api.GET('/api/v1/sync/queue', { params: { query }, cache: 'no-store' }))
    const found = answer.items.find(({ item_type, item_key }) => item_type === 'ocr_page' && item_key === page.id)
    if (found) {
      await answerTo(api.POST('/api/v1/sync/queue/{id}/retry', { params: { path: { id: found.id } } }))
      return true
    }
    if (answer.next === null) return false
    cursor = answer.next
  }
  return false
}
