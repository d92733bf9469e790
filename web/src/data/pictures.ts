// SPDX-License-Identifier: AGPL-3.0-or-later
// The pictures of a page's handwriting, as they were sent to the server.
import { answerTo, type PageDetail } from '@rmirror/shared/api'
import type { Account } from './account.ts'

export interface SyncedPicture {
  picture: Blob
  /** Pixels. */
  width: number
  height: number
  /** Page units, in the page's own frame. */
  rect: { x: number; y: number; width: number; height: number }
}

export function fetchPictures(
  { api }: Pick<Account, 'api'>,
  { notebook_uuid, page_uuid, images }: PageDetail,
  signal: AbortSignal,
): Promise<SyncedPicture[]> {
  const path = { notebook_uuid, page_uuid }
  const pictures = images.map(async ({ part, width, height, rect }) => {
    const question = { params: { path, query: { part } }, parseAs: 'blob', signal, cache: 'no-store' } as const
    const picture = await answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/image', question))
    return { picture, width, height, rect }
  })
  return Promise.all(pictures)
}
