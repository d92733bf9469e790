// SPDX-License-Identifier: AGPL-3.0-or-later
// Has the pictures on a page read, when a user asks for it.
import { answerTo, type PageDetail } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { Quota } from '../account/quota.ts'

/** Returns the quota as it is before the pictures are read. */
export async function readPictures(
  { api }: Pick<Account, 'api'>,
  { notebook_uuid, page_uuid }: PageDetail,
): Promise<Quota> {
  const path = '/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/read-pictures'
  return (await answerTo(api.POST(path, { params: { path: { notebook_uuid, page_uuid } } }))).quota
}
