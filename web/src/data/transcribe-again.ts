// SPDX-License-Identifier: AGPL-3.0-or-later
// A page that was read well is read once more, because somebody asks for it.
import { answerTo, type PageDetail } from '@rmirror/shared/api'
import type { Account } from './account.ts'
import type { Quota } from './quota.ts'

/** Sent twice it counts once: the server knows by its time which text is to be replaced. Answers what is left then. */
export async function transcribeAgain(
  { api }: Pick<Account, 'api'>,
  { notebook_uuid, page_uuid, ocr_completed_at }: PageDetail,
): Promise<Quota> {
  const path = '/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/transcribe-again'
  const body = { instead_of: ocr_completed_at ?? '' }
  return (await answerTo(api.POST(path, { params: { path: { notebook_uuid, page_uuid } }, body }))).quota
}
