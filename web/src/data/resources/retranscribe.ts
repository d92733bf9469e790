// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcribes a page again that was already transcribed, when a user asks for it.
import { answerTo, type PageDetail } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { Quota } from '../account/quota.ts'

/**
 * Idempotent: `instead_of` names the text to replace by its time, so a repeated request counts once. Returns the
 * remaining quota.
 */
export async function retranscribe(
  { api }: Pick<Account, 'api'>,
  { notebook_uuid, page_uuid, ocr_completed_at }: PageDetail,
): Promise<Quota> {
  const path = '/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/transcribe-again'
  const body = { instead_of: ocr_completed_at ?? '' }
  return (await answerTo(api.POST(path, { params: { path: { notebook_uuid, page_uuid } }, body }))).quota
}
