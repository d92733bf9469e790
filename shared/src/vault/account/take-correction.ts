// SPDX-License-Identifier: AGPL-3.0-or-later
// Saves what a person wrote in a vault as the document of its page.
import { type Api, ApiProblem } from '../../api/index.ts'
import type { AccountDocument } from './types.ts'

/**
 * `changed`: the document has another text by now than when the library was read, and keeps it. `gone`: the page was
 * deleted.
 */
export type TakenCorrection = 'taken' | 'changed' | 'gone'

/** `content`: a finding's `document`. The text before becomes a version of the document. Rejects with an ApiProblem. */
export async function takeCorrection(
  api: Api,
  { id, etag }: AccountDocument,
  content: string,
  signal: AbortSignal,
): Promise<TakenCorrection> {
  const params = { path: { id }, header: { 'If-Match': `"${etag}"` } }
  const { response, error } = await api.PUT('/api/v1/documents/{id}', { params, body: { content }, signal })
  if (response.status === 412) {
    // A request that is repeated because its answer was lost meets what it has saved itself.
    const { document } = new ApiProblem(response, error).members as { document?: { content?: unknown } }
    return document?.content === content ? 'taken' : 'changed'
  }
  if (response.status === 404 || response.status === 410) return 'gone'
  if (!response.ok) throw new ApiProblem(response, error)
  return 'taken'
}
